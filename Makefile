# Two commands are enough: `make run` and `make test`. The others are for those who work on Tongban.
SHELL := /bin/bash
.DEFAULT_GOAL := help

DATA ?= demo
override DATA := $(DATA:%/=%)
PORT ?= 8080
MINUTES ?= 30
FLAGS := --explicit-target-dependency-import-check error
RELEASE := .build/release/tongban

.PHONY: help setup setup-test run test torture fuzz bench build clean

help: ## Show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: ## Install the system packages that building and running need
	@scripts/setup build

setup-test: setup
	@scripts/setup test

run: setup build ## Build, load the demonstration city once, and serve it
	@[ -f $(DATA)/tongban.json ] || { rm -rf $(DATA).new && $(RELEASE) init $(DATA).new --demo --address http://localhost:$(PORT) && mv -T $(DATA).new $(DATA); }
	@$(RELEASE) serve $(DATA) --port $(PORT)

build: ## Build the release
	@swift build -c release --product tongban

test: setup-test ## Run every test there is: units, both ends of the wire, and real browsers
	@scripts/test

torture: setup-test ## Break everything again and again: kill it, fill its disk, take its database away (MINUTES=30)
	@swift build --product tongban
	@Tests/Faults/run --minutes $(MINUTES)

fuzz: setup ## Throw bytes at the parsers, a minute each (SECONDS_EACH=60)
	@Fuzzing/run

bench: ## Measure on both engines against reference programs in the same run; Benchmarks/large does so with a million cases
	@scripts/setup bench
	@Benchmarks/run

clean: ## Remove what was built; data directories stay
	@rm -rf .build
