"""A Virtuoso server of its own: started on loopback ports, loaded in bulk, asked over HTTP, stopped by its id.

Debian's package virtuoso-opensource-7 (or its part virtuoso-opensource-7-bin) brings the programs `virtuoso-t` and
`isql-vt`; where they are missing the comparison is left out.
"""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

_OURS = "https://w3id.org/inspection-kg/"
_SERVER, _CLIENT = "virtuoso-t", "isql-vt"
_INI = """\
[Database]
DatabaseFile       = {folder}/virtuoso.db
ErrorLogFile       = {folder}/virtuoso.log
LockFile           = {folder}/virtuoso.lck
TransactionFile    = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
ErrorLogLevel      = 3
FileExtend         = 200

[TempDatabase]
DatabaseFile    = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx

[Parameters]
ServerPort           = 127.0.0.1:{sql}
DisableUnixSocket    = 1
ServerThreads        = 10
NumberOfBuffers      = {buffers}
MaxDirtyBuffers      = {dirty}
CheckpointInterval   = 0
SchedulerInterval    = 10
DirsAllowed          = {folder}, {data}
ThreadsPerQuery      = 2
AsyncQueueMaxThreads = 2
O_DIRECT             = 0

[HTTPServer]
ServerPort    = 127.0.0.1:{http}
ServerRoot    = {folder}
ServerThreads = 4

[SPARQL]
ResultSetMaxRows           = 1000000
MaxQueryExecutionTime      = {seconds}
MaxQueryCostEstimationTime = 0
"""


class VirtuosoError(Exception):
    """The server does not start, load or answer."""


class TooSlow(VirtuosoError):
    """A query that was cut off by its time limit."""


def installed() -> bool:
    return bool(shutil.which(_SERVER) and shutil.which(_CLIENT))


def version() -> str:
    """The version that the server prints of itself."""
    out = subprocess.run([_SERVER, "-?"], capture_output=True, text=True, check=False)
    words = (out.stdout + out.stderr).split("Version ", 1)
    return words[1].split()[0].split("-")[0] if len(words) == 2 else "unknown"


class Virtuoso:
    """A running server. Use it as a context manager; `seconds` limits each query, `megabytes` its page buffers."""

    def __init__(self, folder: Path, data: Path, *, seconds: int = 60, megabytes: int = 4000) -> None:
        self.folder, self.data, self.seconds = folder.resolve(), data.resolve(), seconds
        self.sql, self.http = _free_port(), _free_port()
        self.buffers = megabytes * 1000 // 9  # a buffer takes 8 KiB and its header
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Virtuoso:
        self.folder.mkdir(parents=True, exist_ok=True)
        ini = self.folder / "virtuoso.ini"
        ini.write_text(
            _INI.format(
                folder=self.folder,
                data=self.data,
                sql=self.sql,
                http=self.http,
                buffers=self.buffers,
                dirty=self.buffers * 3 // 4,
                seconds=self.seconds,
            ),
            encoding="utf-8",
        )
        self.process = subprocess.Popen(
            [_SERVER, "+foreground", "+configfile", str(ini)],
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._await()
        return self

    def __exit__(self, *_: object) -> None:
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    @property
    def pid(self) -> int:
        return self.process.pid if self.process else 0

    def _await(self, limit: float = 60) -> None:
        """Wait until both ports answer."""
        end = time.monotonic() + limit
        waiting = [self.sql, self.http]
        while waiting and time.monotonic() < end:
            if self.process is None or self.process.poll() is not None:
                raise VirtuosoError(f"{_SERVER} ended at once: see {self.folder / 'virtuoso.log'}")
            waiting = [port for port in waiting if not _answers(port)]
            time.sleep(0.1)
        if waiting:
            raise VirtuosoError(f"{_SERVER} does not answer after {limit:.0f} s")

    def command(self, command: str, limit: float = 600) -> str:
        """Run SQL; raises VirtuosoError where it fails or takes longer than `limit` seconds."""
        call = [_CLIENT, f"127.0.0.1:{self.sql}", "dba", "dba", "ERRORS=STDOUT", "VERBOSE=OFF", f"EXEC={command}"]
        try:
            done = subprocess.run(call, capture_output=True, text=True, timeout=limit, check=False)
        except subprocess.TimeoutExpired as error:
            raise TooSlow(f"> {limit:.0f} s") from error
        if "*** Error" in done.stdout:
            raise VirtuosoError(done.stdout.strip())
        return done.stdout

    def load(self, folder: Path, pattern: str, limit: float) -> int:
        """Load the N-Quads files of a folder in bulk (two loaders) and give the number of quads then held.

        Two loaders may get into each other's way (a deadlock, a key made twice): what failed is loaded again by one.
        """
        self.command(f"ld_dir('{folder.resolve()}', '{pattern}', '{_OURS}id/graph/none');")
        end = time.monotonic() + limit
        self._run_loaders(2, end)
        if self._failures():
            self.command("UPDATE DB.DBA.LOAD_LIST SET ll_state = 0, ll_error = NULL WHERE ll_error IS NOT NULL;")
            self._run_loaders(1, end)
        if failures := self._failures():
            raise VirtuosoError(failures)
        self.command("checkpoint;")
        return self.size()

    def _run_loaders(self, count: int, end: float) -> None:
        """Run the bulk loader in so many sessions until all are done; raises TooSlow at the moment `end`."""
        loaders = [subprocess.Popen(self._loader(), stdout=subprocess.DEVNULL) for _ in range(count)]
        for loader in loaders:
            try:
                loader.wait(max(0.1, end - time.monotonic()))
            except subprocess.TimeoutExpired as error:
                for other in loaders:
                    other.kill()
                raise TooSlow("the time for loading is over") from error

    def _failures(self) -> str:
        """What the bulk loader complained of, "" where all went well."""
        report = self.command("SELECT concat('failed: ', ll_error) FROM DB.DBA.LOAD_LIST WHERE ll_error IS NOT NULL;")
        return report[report.index("failed: ") :].strip()[:300] if "failed: " in report else ""

    def _loader(self) -> list[str]:
        return [_CLIENT, f"127.0.0.1:{self.sql}", "dba", "dba", "EXEC=rdf_loader_run();"]

    def size(self) -> int:
        """The quads of the graphs of this project, counted in SQL: in SPARQL that takes longer than a query may."""
        counts = "SELECT G, COUNT(*) AS n FROM DB.DBA.RDF_QUAD GROUP BY G"
        report = self.command(
            f"SELECT concat('quads: ', cast(sum(n) AS varchar)) FROM ({counts}) q WHERE id_to_iri(G) LIKE '{_OURS}%';"
        )
        return int(report[report.index("quads: ") + 7 :].split()[0])

    def query(self, text: str) -> list[dict[str, dict[str, str]]]:
        """The rows of a SELECT as SPARQL 1.1 JSON bindings; the union of all graphs is the default graph here."""
        body = urllib.parse.urlencode({"query": text}).encode()
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.http}/sparql", body, {"Accept": "application/sparql-results+json"}
        )
        try:
            with urllib.request.urlopen(request, timeout=self.seconds + 5) as answer:
                return list(json.load(answer)["results"]["bindings"])
        except urllib.error.HTTPError as error:
            words = error.read().decode(errors="replace").strip()
            if "timeout" in words.lower() or "time limit" in words.lower():
                raise TooSlow(f"> {self.seconds} s") from error
            raise VirtuosoError(" ".join(words.split())[:300]) from error
        except (TimeoutError, urllib.error.URLError) as error:
            raise TooSlow(f"> {self.seconds} s") from error


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0
