"""The pages of the manual: one table, in the order in which a project needs them."""

from typing import Final

from luke_cli.manual.page import Page, Said

_MODEL: Final = "engine model effort max-usd max-tokens max-minutes max-turns batch record replay"
_OF_MODEL: Final = {
    4: "a limit of what a model may cost is reached, or a batch is not through: call again",
    5: "the provider of the model refuses, or fails six times in a row",
}

PAGES: Final[tuple[Page, ...]] = (
    Page(
        "init",
        (Said("luke init", "documents to begin with; --empty has headings only"),),
        "init [--empty]",
        (
            (
                "Makes the five documents of a complete project in app/design: those of the example, "
                "which can be designed and developed at once, or with --empty headings and hints "
                "that say what belongs below them. Hints are not read as documents."
            ),
            "Where there is a document, nothing is made and nothing is changed.",
        ),
        "empty",
        {2: "there are documents already"},
        (
            Said("luke init", "a project to try luke with; then luke --design"),
            Said("luke init --empty", "a project of your own"),
        ),
    ),
    Page(
        "design",
        (
            Said("luke --design", "app/design/*.md -> app/design/BACKEND-DEV.md"),
            Said('luke "[DESIGN PHASE] Plan the backend"', "the phase is told by a tag"),
        ),
        "--design [options] [WORDS]",
        (
            (
                "Reads the documents below app/design and writes the plan of the backend, whose tables "
                "are the source of truth. Every line of it says where it came from; what luke decided "
                "by itself is listed as an assumption, what contradicts with both places."
            ),
            (
                "Cells and notes that you edit in the plan survive the next run. The same documents "
                "give the same bytes."
            ),
        ),
        f"check dry-run strict frozen accept max-assumptions prose commit agent {_MODEL}",
        {
            1: "with --check something would change; or more is assumed than --max-assumptions",
            2: "there is no document, or the command line cannot be used",
            3: "a person must decide: --strict, --frozen, or a decision marked blocking",
            **_OF_MODEL,
        },
        (
            Said("luke --design", "make the plan, or bring it up to date"),
            Said("luke --design --dry-run", "see the change as a diff, write nothing"),
            Said("luke --design --check --strict", "in a pipeline: nothing stale, nothing open"),
            Said("luke --design --engine anthropic --max-usd 2", "let a model find what is missed"),
        ),
    ),
    Page(
        "develop",
        (
            Said("luke --develop", "BACKEND-DEV.md  -> app/impl/"),
            Said('luke --develop "Implement expense approval"', "one feature, and what it needs"),
            Said("luke implement user authentication", "the phase is told by the words"),
        ),
        "--develop [options] [WORDS]",
        (
            (
                "Turns the plan into a FastAPI backend in app/impl that migrates, runs and passes its "
                "own tests. Words name features of the plan: they, and what they need, are made."
            ),
            (
                "Files that you edited are merged with what luke makes now, Python member by member; "
                "where both changed the same there are markers. What cannot be derived answers 501. "
                "--implement, --code and --build say the same as --develop."
            ),
        ),
        f"check dry-run verify commit implement code build agent {_MODEL}",
        {
            1: "with --check something would change; or a model could not write an operation",
            2: "there is no plan, it has a broken cell, or no feature matches the words",
            3: "a person must decide: conflict markers, or a revision that would lose rows",
            6: "with --verify the backend failed its proof",
            **_OF_MODEL,
        },
        (
            Said("luke --develop", "make all of the plan, or follow what changed in it"),
            Said("luke --develop --verify --commit", "make it, prove it, commit it"),
            Said('luke --develop "Implement expense approval"', "a part of the plan"),
            Said("luke --develop --dry-run", "see the change as a diff, write nothing"),
        ),
    ),
    Page(
        "diff",
        (Said("luke diff --against main", "what changed in the plan; what breaks clients"),),
        "diff [--against REF]",
        (
            (
                "Compares the plan with that of a revision of git, else of the last commit, or where "
                "there is none with what luke wrote last. It says what was added, removed and changed "
                "in a reviewer's words, what breaks clients, and what the migration does to rows."
            ),
        ),
        "against accept",
        {
            1: "clients break, or data must be migrated",
            2: "there is no plan, or no such revision",
        },
        (
            Said("luke diff", "since the last commit"),
            Said("luke diff --against origin/main --format markdown", "for a pull request"),
        ),
    ),
    Page(
        "status",
        (
            Said("luke status", "what is there, what is stale, what comes next"),
            Said("luke", "who luke is and where the project stands"),
        ),
        "status",
        (
            (
                "Tells by content, not by time, what the documents say that the plan does not, whether "
                "the backend follows the plan, which files are edited or in conflict, which operations "
                "are open, whether the evidence is stale, and what to run next. Writes nothing."
            ),
        ),
        "",
        {},
        (
            Said("luke status", "where the project stands"),
            Said("luke --root 'services/*' status", "where each of many stands"),
        ),
    ),
    Page(
        "check",
        (Said("luke check", "would either phase change anything?"),),
        "check [--frozen] [--strict] [--max-assumptions N] [--accept F]",
        (
            (
                "Asks both phases whether they would change something, whether the evidence is stale, "
                "and whether edited code still says what the plan says. Writes nothing, unless "
                "--accept records findings as looked at, which are then not told again."
            ),
        ),
        "frozen strict max-assumptions accept",
        {
            1: "something would change, code has drifted, or the evidence is stale",
            3: "a person must decide: --strict, --frozen, or a decision marked blocking",
        },
        (
            Said("luke check --frozen", "in a pipeline: fail instead of deciding anything new"),
            Said("luke check --format sarif", "for code scanning"),
            Said("luke check --accept all", "begin in a project that has many findings"),
            Said("luke --root 'services/*' --shard 1/4 check", "the first of four machines"),
        ),
    ),
    Page(
        "verify",
        (Said("luke verify", "prove the backend; leaves app/impl/EVIDENCE.json"),),
        "verify",
        (
            (
                "Works on a copy of app/impl: lint, types and security, migrations up, down and up "
                "again, the OpenAPI contract of the plan, the tests, and each cell of the rights, on "
                "SQLite and on a PostgreSQL and a Valkey that it starts and ends. What fails is told "
                "with the line of the plan that it breaks."
            ),
            (
                "LUKE_PYTHON names a python that has what the backend needs; else an environment is "
                "made once below ~/.cache/luke."
            ),
        ),
        "",
        {2: "there is no backend, or no environment for it", 6: "the backend failed its proof"},
        (Said("luke verify", "prove it"), Said("luke verify --format junit", "for a pipeline")),
    ),
    Page(
        "why",
        (Said("luke why app/design/PRD.md:88", "what came of a line, or where a line came from"),),
        "why FILE:LINE",
        (
            (
                "Tells of a line of the backend, of a migration, of a test or of the plan which row of "
                "the plan it is about, which lines of the documents say so, and which tests prove it; "
                "of a line of a document what came of it. The path is relative to where you stand."
            ),
        ),
        "",
        {2: "there is no such line"},
        (
            Said("luke why app/design/PRD.md:88", "what came of a requirement"),
            Said("luke why app/impl/backend/main.py:12", "where code came from"),
        ),
    ),
    Page(
        "doctor",
        (Said("luke doctor", "is there what luke needs?"),),
        "doctor",
        (
            (
                "Looks for Python, git, PostgreSQL, Valkey, the project, its documents and its plan, "
                "for luke's memory and for a run that was interrupted; says what to do where something "
                "is missing."
            ),
        ),
        "",
        {1: "something is missing that both phases need"},
        (
            Said("luke doctor", "a look at this machine and this project"),
            Said("luke doctor --json", "the same for a program"),
        ),
    ),
    Page(
        "explain",
        (Said("luke explain LK-X103", "what a finding means and how to cure it"),),
        "explain [CODE]",
        (
            "Says what a code means, why it matters, an example and the cure; without one, lists all.",
        ),
        "",
        {2: "there is no such code"},
        (
            Said("luke explain LK-X103", "one code; x103 says the same"),
            Said("luke explain", "all of them"),
        ),
    ),
    Page(
        "install",
        (Said("luke install claude-code", "an agent, a skill and a hook for a team of agents"),),
        "install claude-code [--check] [--dry-run]",
        (
            (
                "Writes an agent and a skill below .claude, and a hook into .claude/settings.json that "
                "shows an agent what luke check finds before it stops. The rest of the settings stays "
                "byte by byte; an agent or a skill that you edited is merged, one that luke never "
                "wrote is left alone."
            ),
        ),
        "check dry-run",
        {
            1: "something was left alone; with --check something would change",
            2: "there is no such program",
        },
        (
            Said("luke install claude-code", "write what is missing"),
            Said("luke install claude-code --dry-run", "see it as a diff, write nothing"),
        ),
    ),
    Page(
        "mcp",
        (Said("luke mcp", "an MCP server over stdio, which only reads"),),
        "mcp",
        (
            (
                "Answers the tools status, why, diff, check and spec of the Model Context Protocol, "
                "about this project only, until its input ends. It needs the extra mcp: "
                "pip install 'luke-backend[mcp]'."
            ),
        ),
        "",
        {2: "the extra is not there"},
        (Said("luke --root services/billing mcp", "answer about one of many projects"),),
    ),
    Page(
        "completion",
        (Said("luke completion bash", "completion for bash, zsh or fish"),),
        "completion bash|zsh|fish",
        (
            (
                "Prints a script that completes verbs, options, their values and the codes of findings "
                "without starting luke."
            ),
            (
                "bash: source <(luke completion bash) in ~/.bashrc; zsh: luke completion zsh into a "
                "file _luke of a folder in $fpath; fish: luke completion fish into "
                "~/.config/fish/completions/luke.fish."
            ),
        ),
        "",
        {2: "there is no script for that shell"},
        (
            Said("luke completion bash", "for bash"),
            Said("luke completion zsh", "for zsh"),
            Said("luke completion fish", "for fish"),
        ),
    ),
    Page(
        "help",
        (Said("luke help check", "all there is to say of a verb or a phase"),),
        "help [VERB]",
        ("Says what a verb or a phase does, its options, exit codes and examples.",),
        "version",
        {2: "there is no such verb"},
        (
            Said("luke help design", "the design phase"),
            Said("luke help check", "the same as luke check --help"),
        ),
    ),
)
