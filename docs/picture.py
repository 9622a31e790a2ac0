"""Writes docs/notebook.png: what a notebook shows for the first paragraphs of the example (`make picture`).

Needs Chromium (on Debian: apt-get install chromium).
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from html import escape
from pathlib import Path

import reportedly as rp

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "docs" / "notebook.png"
PARAGRAPHS = 5
WIDTH = 900
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
CODE = "import reportedly as rp\n\nrp.analyze(article)"

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>notebook</title>
<style>
body {{ margin: 0; background: #fff; color: #1f2328; font: 15px/1.5 system-ui, "DejaVu Sans", sans-serif; }}
.cell {{ display: grid; grid-template-columns: 3.2rem 1fr; gap: .6rem; padding: .9rem 1.4rem .2rem 0; }}
.prompt {{ padding-top: .5rem; }}
.prompt {{ color: #6b7280; font: 13px/1.5 "DejaVu Sans Mono", monospace; text-align: right; }}
pre {{ margin: 0; padding: .5rem .8rem; background: #f6f8fa; border: 1px solid #d8dee4; border-radius: 4px; }}
pre, code {{ font: 13px/1.5 "DejaVu Sans Mono", monospace; }}
</style>
<div class="cell"><div class="prompt">[1]:</div><pre><code>{code}</code></pre></div>
<div class="cell"><div class="prompt">[1]:</div><div>{output}</div></div>
<script>document.title = document.documentElement.offsetHeight</script>
"""


def chromium(*arguments: str) -> str:
    """Runs Chromium without a window, with a profile of its own that is thrown away."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        sys.exit("docs/picture.py needs Chromium; on Debian: apt-get install chromium")
    quiet = ("disable-gpu", "disable-quic", "no-first-run", "disable-background-networking")
    flags = [f"--{flag}" for flag in (*quiet, "disable-component-update", "disable-sync", "hide-scrollbars")]
    with tempfile.TemporaryDirectory() as profile:
        command = [program, "--headless", "--no-sandbox", *flags, f"--user-data-dir={profile}", *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    return done.stdout


def main() -> None:
    """Reads the example and photographs the notebook's view of it."""
    article = (ROOT / "examples" / "article.txt").read_text(encoding="utf-8")
    shown = "\n\n".join(article.split("\n\n")[:PARAGRAPHS])
    output = rp.analyze(shown)._repr_html_().replace("<details open>", "<details>")
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "notebook.html"
        page.write_text(PAGE.format(code=escape(CODE), output=output), encoding="utf-8")
        dom = chromium("--dump-dom", f"--window-size={WIDTH},600", page.as_uri())
        height = int(re.search(r"<title>(\d+)", dom)[1]) + 16
        size = f"--window-size={WIDTH},{height}"
        chromium("--force-device-scale-factor=2", size, f"--screenshot={PICTURE}", page.as_uri())


if __name__ == "__main__":
    main()
