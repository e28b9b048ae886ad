# Two commands do everything on a machine that has only Python 3.11+, pip, make and git:
#   make demo    imports the sample plan, prints what is overdue on a stated day, writes a calendar file
#   make test    runs every test
# and `make quick`, for the hour's work, runs in half a minute what needs no server, no screen and no other process.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DAY := 2022-07-15

.PHONY: demo test quick check bench bench-province torture reference pictures clean

# The stamp names what was installed, so that a change of the dependencies installs again.
$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[caldav,charts,pdf,postgres,dev]'
	touch $@

demo: $(VENV)/.installed
	@set -e; place=$$(mktemp -d); export CCHC_TASKS_CONFIG="$$place/config.toml" CCHC_TASKS_ACTOR="Bản dùng thử"; \
	: > "$$place/config.toml"; run="$(BIN)/cchc-tasks --db $$place/demo.sqlite3"; \
	echo "== Nhập kế hoạch mẫu"; \
	$$run import sample_plans/ke_hoach_cchc_2022.txt --year 2022 --reported-on 2022-06-15; \
	echo; echo "== Quá hạn đến ngày $(DAY)"; $$run overdue --as-of $(DAY); \
	echo; echo "== Sắp đến hạn"; $$run upcoming --as-of 2022-06-20; \
	echo; echo "== Vì sao nhiệm vụ 10 quá hạn"; $$run show 10 --as-of $(DAY); \
	echo; echo "== Tệp lịch"; $$run calendar "$$place/thoi-han.ics"; \
	echo "Dữ liệu dùng thử ở $$place"

test: $(VENV)/.installed
	$(BIN)/python -m pytest -n auto --dist worksteal

# Left out: PostgreSQL, properties with their many examples, the screen, the installed command, the files that commands
# write, whole documents of every kind, browsers, torture.
QUICK := model reading storage indicators plans units tracking worksheets office messages cli test_*.py
quick: $(VENV)/.installed
	$(BIN)/python -m pytest -n auto --dist worksteal -m quick $(addprefix tests/,$(QUICK)) \
	  --ignore-glob='tests/cli/test_written_*'

check: $(VENV)/.installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Every benchmark runs, and a limit that is missed fails the whole in the end; each can be run alone.
bench: $(VENV)/.installed
	@failed=0; for what in overdue importing following_up screen dashboard calendars province server; do \
	  $(BIN)/python -m tests.benchmarks.$$what || failed=1; \
	done; exit $$failed

bench-province: $(VENV)/.installed
	@failed=0; for what in province server; do $(BIN)/python -m tests.benchmarks.$$what || failed=1; done; exit $$failed

# Many at once, kill -9, a full disk, a server that restarts, damaged files: about seven minutes.
torture: $(VENV)/.installed
	$(BIN)/python -m tests.torture

# docs/vi: the reference of commands, from the program itself; docs/pictures (LibreOffice and pdftoppm must be there).
reference: $(VENV)/.installed
	$(BIN)/python -m tools.reference

pictures: $(VENV)/.installed
	$(BIN)/python -m tools.pictures
	$(BIN)/python tools/draw_rooms.py

# Readings, the rule of the history and timing, changed in small ways: docs/testing.md says which changes no test notices.
mutants: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[mutation]'
	$(BIN)/mutmut run

clean:
	rm -rf $(VENV) mutants build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
