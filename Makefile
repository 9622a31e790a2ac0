# The few commands of this project. They need cargo and python3 alone; the rest goes into .venv.
#
#   make demo     build, read examples/article.txt in the terminal, write demo.html
#   make test     all tests, Rust and Python
#   make check    what CI runs: formatting, lints, types, stubs, licences, tests
#   make bench    criterion, a benchmark a room
#   make train    fit the weights anew (CORPORA=folder; see training/README.md)
#   make fmt      format everything
#   make picture  docs/notebook.png, from the notebook's own HTML (needs chromium)

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CORPORA ?=

# Without cargo on the path maturin would fetch a Rust toolchain of its own; we'd rather be told.
export MATURIN_NO_INSTALL_RUST := 1
export VIRTUAL_ENV := $(CURDIR)/$(VENV)
export PATH := $(CURDIR)/$(BIN):$(PATH)
export PIP_DISABLE_PIP_VERSION_CHECK := 1
unexport PYTHONHOME CONDA_PREFIX

# Cargo features that need no Python to link against.
FEATURES := columns,training

RUST_SOURCES := Cargo.toml Cargo.lock $(shell find src -type f)

.DEFAULT_GOAL := help
.PHONY: help demo test test-rust test-python check lint-rust lint-python bench train fmt picture clean

help:
	@sed -n 's/^#   //p' Makefile

# A stamp a set of tools: each is made once, and again when what it depends on has changed.

$(VENV)/.made:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet 'maturin>=1.16,<2'
	@touch $@

# The native module in place, under python/reportedly, with what the command needs.
$(VENV)/.built: $(VENV)/.made pyproject.toml $(RUST_SOURCES)
	maturin develop --release --quiet --extras cli
	@touch $@

$(VENV)/.test: $(VENV)/.built
	@test -f $@ && test $@ -nt pyproject.toml || maturin develop --release --quiet --extras test
	@touch $@

$(VENV)/.check: $(VENV)/.test
	@test -f $@ && test $@ -nt pyproject.toml || maturin develop --release --quiet --extras check
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
	python -m mypy.stubtest --mypy-config-file pyproject.toml reportedly

check: lint-rust lint-python test

bench:
	cargo bench --locked --features $(FEATURES)

# In the order of the rooms: each is fitted on what the rooms before it find.
train: $(VENV)/.built
	@test -d "$(CORPORA)/news" || { echo 'make train CORPORA=folder: see training/README.md' >&2; exit 2; }
	maturin develop --release --quiet --extras train
	cargo build --locked --release --features training --examples
	python training/hedges.py "$(CORPORA)" --out src/hedges/weights.txt
	python training/scopes.py "$(CORPORA)" --features target/release/examples/hedge_features --out src/hedges/scope_weights.txt
	cargo build --locked --release --features training --examples
	python training/attribution.py "$(CORPORA)/news/train.jsonl"
	cargo build --locked --release --features training --examples
	python training/claims.py signatures "$(CORPORA)/hedges/veridicality_signatures.jsonl.gz" > target/signatures.tsv
	mv target/signatures.tsv src/claims/signatures.tsv
	target/release/examples/claim_features "$(CORPORA)/news/train.jsonl" > target/claim_features.jsonl
	python training/claims.py status target/claim_features.jsonl > target/status.tsv
	mv target/status.tsv src/claims/status.tsv

fmt: $(VENV)/.check
	cargo fmt
	ruff format
	ruff check --fix

picture: $(VENV)/.built
	python docs/picture.py

clean:
	rm -rf $(VENV) target demo.html python/reportedly/_native*.so
