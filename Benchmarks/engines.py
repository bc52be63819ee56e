"""The peers: other programs over the same texts, each with its index made once and kept."""

from __future__ import annotations

import json
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import tempfile
import time
from typing import Callable, Iterator

from common import HOME, git, note, run, skipped

WORD = re.compile(r"[^\W_]+")
Ask = Callable[[list[str]], object]


def words(text: str) -> list[str]:
    """The different words of a question in small letters, in their order."""
    return list(dict.fromkeys(WORD.findall(text.lower())))


def blobs(base: pathlib.Path) -> bytes:
    """The ids of all cases in the order of the tree, one a line."""
    lines = git(base, "ls-tree", "-r", "main", "field/").splitlines()
    return b"".join(line[12:52] + b"\n" for line in lines)


def texts(base: pathlib.Path) -> Iterator[str]:
    """Title and body of each case, which is what Latitude searches too."""
    with tempfile.TemporaryFile() as ids:
        ids.write(blobs(base))
        ids.seek(0)
        command = ["git", "-C", str(base), "cat-file", "--batch", "--buffer"]
        with subprocess.Popen(command, stdin=ids, stdout=subprocess.PIPE, bufsize=1 << 20) as child:
            assert child.stdout
            while header := child.stdout.readline():
                size = int(header.rsplit(b" ", 1)[1])
                front, _, body = child.stdout.read(size + 1).decode().partition("\n---\n")
                title = front.partition("\ntitle: ")[2].partition("\n")[0]
                yield (
                    title + "\n" + "\n".join(line for line in body.splitlines() if not line.startswith("## "))
                )


def kept(base: pathlib.Path, name: str, make: Callable[[pathlib.Path], None]) -> pathlib.Path:
    """A peer's index of this base's commit: made once, moved into place when complete."""
    commit = git(base, "rev-parse", "--short=12", "main").decode().strip()
    place = HOME / "peers" / commit / name
    if not place.exists():
        partial = place.with_name(name + ".partial")
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        start = time.perf_counter()
        make(partial)
        partial.rename(place)
        note(f"{name}: index made in {time.perf_counter() - start:.1f} s")
    return place


def tantivy_ask(base: pathlib.Path, count: bool = False) -> Ask:
    """tantivy: BM25, OR of the words, top 10, one thread; `count` also counts all hits, as its default does."""
    import tantivy

    def make(place: pathlib.Path) -> None:
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("text", index_option="freq")
        index = tantivy.Index(builder.build(), path=str(place))
        writer = index.writer(heap_size=1 << 30, num_threads=1)
        for text in texts(base):
            writer.add_document(tantivy.Document(text=text))
        writer.commit()
        writer.wait_merging_threads()

    index = tantivy.Index.open(str(kept(base, "tantivy", make)))
    searcher = index.searcher()

    def ask(terms: list[str]) -> object:
        should = tantivy.Occur.Should
        parts = [(should, tantivy.Query.term_query(index.schema, "text", term, "freq")) for term in terms]
        return searcher.search(tantivy.Query.boolean_query(parts), 10, count=count).hits

    return ask


def fts5_ask(base: pathlib.Path) -> Ask:
    """SQLite FTS5: its own bm25, OR of the words, top 10."""

    def make(place: pathlib.Path) -> None:
        with sqlite3.connect(place / "index.sqlite") as database:
            database.execute("create virtual table cases using fts5(text, content='')")
            database.executemany("insert into cases(rowid, text) values (?, ?)", enumerate(texts(base)))
            database.execute("insert into cases(cases) values ('optimize')")

    database = sqlite3.connect(kept(base, "fts5", make) / "index.sqlite")
    select = "select rowid from cases where cases match ? order by rank limit 10"
    return lambda terms: database.execute(select, (" OR ".join(f'"{term}"' for term in terms),)).fetchall()


def xapian_ask(base: pathlib.Path) -> Ask:
    """Xapian: BM25, OR of the words, top 10."""
    import xapian

    def make(place: pathlib.Path) -> None:
        database = xapian.WritableDatabase(str(place / "index"), xapian.DB_CREATE_OR_OVERWRITE)
        generator = xapian.TermGenerator()
        for text in texts(base):
            document = xapian.Document()
            generator.set_document(document)
            generator.index_text_without_positions(text)
            database.add_document(document)
        database.close()

    database = xapian.Database(str(kept(base, "xapian", make) / "index"))

    def ask(terms: list[str]) -> object:
        enquire = xapian.Enquire(database)
        enquire.set_query(xapian.Query(xapian.Query.OP_OR, terms))
        return [match.docid for match in enquire.get_mset(0, 10)]

    return ask


def checked(arguments: list[str]) -> None:
    """Runs a search program; 1 means that nothing was found, more is a failure."""
    done = run(arguments, discard=True)
    if done.status > 1:
        raise OSError(f"{arguments[0]}: {done.errors.decode(errors='replace').strip()}")


def ripgrep_ask(base: pathlib.Path) -> Ask:
    """ripgrep, one thread: counts the words in each file of a checked out base; it cannot rank."""
    if not shutil.which("rg"):
        raise ImportError("rg is not installed")

    def make(place: pathlib.Path) -> None:
        archive = subprocess.Popen(
            ["git", "-C", str(base), "archive", "main", "field"], stdout=subprocess.PIPE
        )
        subprocess.run(["tar", "-x", "-C", str(place)], stdin=archive.stdout, check=True)

    tree = str(kept(base, "ripgrep", make))
    return lambda terms: checked(
        ["rg", "-j1", "-c", "-i", "-w", "-F", *(f"-e{term}" for term in terms), tree]
    )


def git_grep_ask(base: pathlib.Path) -> Ask:
    """git grep, one thread: counts the words in each case of the branch; it cannot rank."""
    fixed = ["git", "-C", str(base), "grep", "--threads=1", "-c", "-i", "-w", "-F"]
    return lambda terms: checked([*fixed, *(p for t in terms for p in ("-e", t)), "main", "--", "field"])


def cat_file_seconds(base: pathlib.Path) -> float:
    """How long git takes to read all cases in the order of the tree: the floor for reading."""
    command = ["git", "-C", str(base), "cat-file", "--batch", "--buffer"]
    done = run(command, blobs(base), discard=True)
    if done.status != 0:
        raise OSError(done.errors.decode())
    return done.seconds


PEERS: dict[str, tuple[Callable[[pathlib.Path], Ask], int]] = {  # and how many queries at most: some are slow
    "tantivy": (tantivy_ask, 1_000),
    "tantivy, counting": (lambda base: tantivy_ask(base, count=True), 1_000),
    "Xapian": (xapian_ask, 20),
    "SQLite FTS5": (fts5_ask, 10),
    "ripgrep": (ripgrep_ask, 2),
    "git grep": (git_grep_ask, 1),
}


def peer_microseconds(
    name: str, base: pathlib.Path, queries: list[list[str]], rounds: int
) -> list[float] | None:
    """For each query the median of some rounds, after one that does not count; None where the peer is missing."""
    open_peer, most = PEERS[name]
    try:
        ask = open_peer(base)
        return [_timed(ask, terms, rounds if most > 100 else 1) for terms in queries[:most]]
    except (ImportError, OSError, sqlite3.Error) as error:
        skipped(name, f"{error}")
        return None


def _timed(ask: Ask, terms: list[str], rounds: int) -> float:
    """Microseconds of one query: the median of some rounds after a first one to warm up."""
    ask(terms)
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        ask(terms)
        times.append((time.perf_counter() - start) * 1e6)
    return sorted(times)[len(times) // 2]


def questions_in(file: pathlib.Path) -> list[dict]:
    """Questions as `generate queries` writes them."""
    return [json.loads(line) for line in file.open(encoding="utf-8")]


def exists(base: pathlib.Path) -> bool:
    """Whether a base is there."""
    return os.path.exists(base / "HEAD") or os.path.exists(base / ".git")
