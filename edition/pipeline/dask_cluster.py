"""Do tasks on a cluster of Dask, as an executor of `concurrent.futures` that says which task lost its process."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable
from concurrent.futures import Executor, Future
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar
from urllib.parse import urlsplit

from edition.errors import OutsideError, UsageError
from edition.messages import Message
from edition.pipeline.job_processes import ProcessEnded
from edition.processors import share_cores
from edition.storage.cache import program

if TYPE_CHECKING:
    import distributed

T = TypeVar("T")
Given = ParamSpec("Given")
FORM = "dask://HOST:PORT"
# Seconds in which a scheduler has to answer, and to have a worker. Dask itself waits thirty for the one and for ever for the other.
PATIENCE = 15
# Where a scheduler of Dask listens if nobody says.
_PORT = 8786


class DaskCluster(Executor):
    """A cluster of Dask, by the address of its scheduler, dask://HOST:PORT.

    The future of a task whose process ended raises ProcessEnded. Dask itself begins that task again elsewhere, and who submits it
    once more gets the future of that. Of each process of the cluster one thread works at a time.

    Raises UsageError (E011): `url` is no such address. OutsideError: Dask is not installed (E053); nothing answers, or no worker is
    there (E043); the workers do not have this program as it is here (E042).
    """

    def __init__(self, url: str) -> None:
        self._url, self._topic = url, f"edition-{uuid.uuid4().hex}"
        address = _address(url)
        try:
            import distributed
        except ModuleNotFoundError as error:
            values = {"form": "build with Dask", "library": "distributed", "extra": "dask"}
            raise OutsideError(Message("E053", None, values)) from error
        self._lock = threading.Lock()
        self._tasks: dict[tuple[Any, ...], str] = {}
        self._begun: set[str] = set()
        self._lost: dict[str, int] = {}
        self._waiting: dict[str, tuple[distributed.Future[Any], Future[Any]]] = {}
        try:
            self._client = _in_time(lambda: distributed.Client(address, timeout=PATIENCE, set_as_default=False))
        except (OSError, ValueError) as error:
            raise self._silent(error) from error
        try:
            self._client.wait_for_workers(1, timeout=PATIENCE)
            self._check_program()
        except BaseException as error:
            self._client.close(timeout=PATIENCE)
            if isinstance(error, OSError):
                raise self._silent(error) from error
            raise
        self._client.subscribe_topic(self._topic, self._hear_begun)
        self._client.subscribe_topic("all", self._hear_ended)

    def _silent(self, error: Exception) -> OutsideError:
        reason = " ".join((str(error) or type(error).__name__).split()).rstrip(".")
        return OutsideError(Message("E043", None, {"url": self._url, "reason": reason}))

    def _check_program(self) -> None:
        """Refuse workers that would make other bytes than this process. Raises OutsideError (E042)."""
        try:
            theirs = set(self._client.run(_program_there).values())
        except (ImportError, AttributeError):
            theirs = {""}
        if theirs != {program()}:
            raise OutsideError(Message("E042", None, {"url": self._url}))

    def submit(self, fn: Callable[Given, T], /, *args: Given.args, **kwargs: Given.kwargs) -> Future[T]:
        """Have a function called in one of the processes. It and its arguments can be pickled, and the arguments hashed."""
        task = (fn, args, tuple(sorted(kwargs.items())))
        with self._lock:
            key = self._tasks.setdefault(task, f"{self._topic}-{len(self._tasks)}")
            future: Future[T] = Future()
            theirs = self._client.submit(_at_worker, self._topic, key, fn, args, kwargs, key=key, pure=False)
            self._waiting[key] = (theirs, future)
        theirs.add_done_callback(lambda theirs: self._hear_done(key, theirs))
        return future

    def _hear_begun(self, event: tuple[float, str]) -> None:
        with self._lock:
            self._begun.add(event[1])

    def _hear_ended(self, event: tuple[float, Any]) -> None:
        """A worker is gone: of its tasks those that it had begun are lost; of the others Dask says nothing, and neither do we."""
        told = event[1]
        if not isinstance(told, dict) or told.get("action") != "remove-worker":
            return
        for key in told.get("processing-tasks", ()):
            with self._lock:
                found = self._waiting.get(key) if key in self._begun else None
                if found is None:
                    continue
                self._begun.discard(key)
                self._lost[key] = self._lost.get(key, 0) + 1
                if self._lost[key] < 2:
                    # The task of Dask goes on, so that the next to submit it finds it.
                    self._waiting[key] = (found[0], Future())
                else:
                    del self._waiting[key]
                    found[0].cancel()
            found[1].set_exception(ProcessEnded())

    def _hear_done(self, key: str, theirs: distributed.Future[Any]) -> None:
        with self._lock:
            found = self._waiting.get(key)
            if found is None or found[0] is not theirs:
                return
            del self._waiting[key]
        if theirs.status == "cancelled":
            found[1].set_exception(self._silent(ConnectionError("the connection to the scheduler was lost")))
        elif (error := theirs.exception()) is not None:
            found[1].set_exception(ProcessEnded() if type(error).__name__ == "KilledWorker" else error)
        else:
            found[1].set_result(theirs.result())

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leave the cluster. What was not begun is not done; the workers stay."""
        if self._client.status == "running":
            for topic in (self._topic, "all"):
                self._client.unsubscribe_topic(topic)
        self._client.close(timeout=PATIENCE)

    def end(self) -> None:
        """Leave the cluster now: what a worker has begun it brings to its end, whole."""
        self.shutdown()


def _in_time(begin: Callable[[], T]) -> T:
    """Call a function, and raise TimeoutError if it takes longer than PATIENCE, for which it has been asked itself.

    Where something else than Dask listens, Dask waits for ever for a first word. Nothing waits for the thread that is left then.
    """
    came: SimpleQueue[T | Exception] = SimpleQueue()

    def call() -> None:
        try:
            came.put(begin())
        except Exception as error:
            came.put(error)

    threading.Thread(target=call, daemon=True).start()
    try:
        found = came.get(timeout=PATIENCE + 1)
    except Empty:
        raise TimeoutError(f"nothing came within {PATIENCE} seconds") from None
    if isinstance(found, Exception):
        raise found
    return found


def _address(url: str) -> str:
    """Turn dask://HOST:PORT into an address of Dask. Raises UsageError (E011)."""
    try:
        parts = urlsplit(url)
        if parts.scheme == "dask" and parts.hostname and not (parts.path or parts.query or parts.fragment or parts.username):
            host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
            return f"tcp://{host}:{parts.port or _PORT}"
    except ValueError:
        pass
    raise UsageError(Message("E011", None, {"key": "executor", "value": url, "allowed": (FORM,)}))


def _program_there() -> str:
    return program()


def _at_worker(topic: str, key: str, fn: Callable[..., T], args: tuple[Any, ...], kwargs: dict[str, Any]) -> T:
    from distributed import get_worker

    get_worker().log_event(topic, key)
    share_cores(1)
    return fn(*args, **kwargs)
