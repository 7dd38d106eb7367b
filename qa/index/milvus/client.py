"""Milvus, asked by its own client: the few requests that an index needs, each failure one line."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from qa.errors import EngineError, MissingExtraError
from qa.index.milvus.address import MILVUS_TOKEN, MilvusAddress

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from pymilvus import MilvusClient

_T = TypeVar("_T")
Fields: TypeAlias = dict[str, Any]
"""A row of a collection."""
Sparse = Mapping[int, float]
"""The numbers of a vector that are not 0, by their places."""

MOST_FOUND = 16_384
"""Hits of one search, by Milvus's own limit."""
_CONNECT_SECONDS = 10.0
_SECONDS = 120.0
_NOT_FOUND = 100
_AT_ONCE = 1000
_WINDOW = 5000
"""Row numbers that are read at once."""
_REFUSED = ("unauthenticated", "auth check", "invalid token", "permission denied", "permission deny")
_NOT_LOADED = ("'released'", "not loaded")
_MOST_EXACT = 100_000
"""Passages up to which each is compared with a question, as in the local index."""


class Milvus:
    """A connection, for all threads; made at the first request."""

    def __init__(self, address: MilvusAddress, token: str = "") -> None:
        """Keep both; nothing is asked yet."""
        self.address, self._token = address, token
        self._client: MilvusClient | None = None

    def close(self) -> None:
        """End the connection, and let go of milvus-lite's folder."""
        if self._client is not None:
            self._client.close()
            self._client = None
        if self.address.path is not None:
            from milvus_lite.server_manager import server_manager_instance

            server_manager_instance.release_server(str(self.address.path))

    def alias(self, name: str) -> str | None:
        """The collection that an alias stands for; None where there is no such alias."""
        try:
            found: str = self._ask(lambda client: client.describe_alias(name))["collection_name"]
        except EngineError as error:
            if error.gone:
                return None
            raise
        return found

    def point(self, alias: str, collection: str) -> None:
        """Have an alias stand for a collection from now on."""
        if self.alias(alias) is None:
            self._ask(lambda client: client.create_alias(collection, alias))
        else:
            self._ask(lambda client: client.alter_alias(collection, alias))

    def drop_alias(self, name: str) -> None:
        """Have an alias stand for nothing."""
        self._ask(lambda client: client.drop_alias(name))

    def collections(self) -> set[str]:
        """Their names."""
        return set(self._ask(lambda client: client.list_collections()))

    def create_passages(self, name: str, dimension: int, passages: int) -> None:
        """Make a collection for that many passages: number, document, kind, the passage as JSON, its terms, and both vectors."""
        from pymilvus import DataType

        def create(client: MilvusClient) -> None:
            schema = client.create_schema(auto_id=False)
            schema.add_field("row", DataType.INT64, is_primary=True)
            schema.add_field("doc", DataType.INT64)
            schema.add_field("kind", DataType.VARCHAR, max_length=32)
            schema.add_field("passage", DataType.VARCHAR, max_length=65_535)
            schema.add_field("terms", DataType.ARRAY, element_type=DataType.INT64, max_capacity=4096)
            schema.add_field("words", DataType.SPARSE_FLOAT_VECTOR)
            schema.add_field("vector", DataType.FLOAT_VECTOR, dim=dimension)
            indexes = client.prepare_index_params()
            exact = passages <= _MOST_EXACT
            indexes.add_index("vector", index_type="FLAT" if exact else "AUTOINDEX", metric_type="IP")
            indexes.add_index("words", index_type="SPARSE_INVERTED_INDEX", metric_type="IP")
            if "lite" not in client.get_server_version():
                indexes.add_index("doc", index_type="INVERTED")
                indexes.add_index("terms", index_type="INVERTED")
            client.create_collection(name, schema=schema, index_params=indexes, consistency_level="Strong")

        self._ask(create)

    def create_values(self, name: str) -> None:
        """Make a collection for texts by keys; Milvus wants a vector in each, so there is one of two numbers."""
        from pymilvus import DataType

        def create(client: MilvusClient) -> None:
            schema = client.create_schema(auto_id=False)
            schema.add_field("key", DataType.VARCHAR, is_primary=True, max_length=64)
            schema.add_field("data", DataType.VARCHAR, max_length=65_535)
            schema.add_field("none", DataType.FLOAT_VECTOR, dim=2)
            indexes = client.prepare_index_params()
            indexes.add_index("none", index_type="FLAT", metric_type="IP")
            client.create_collection(name, schema=schema, index_params=indexes, consistency_level="Strong")

        self._ask(create)

    def drop(self, name: str) -> None:
        """Delete a collection."""
        self._ask(lambda client: client.drop_collection(name, timeout=_SECONDS))

    def insert(self, name: str, rows: Sequence[Fields]) -> None:
        """Insert rows with new keys."""
        if rows:
            self._of(name, lambda client: client.insert(name, list(rows), timeout=_SECONDS))

    def settle(self, name: str) -> None:
        """Have what was inserted written out and its indexes made; until then Milvus looks through it row by row."""
        self._of(name, lambda client: client.flush(name, timeout=_SECONDS))

    def count(self, name: str, where: str = "") -> int:
        """How many rows a collection has, or how many of them fit."""
        (row,) = self._of(name, lambda client: client.query(name, where, ["count(*)"], timeout=_SECONDS))
        return int(row["count(*)"])

    def rows(self, name: str, key: str, keys: Iterable[int | str], fields: Sequence[str]) -> list[Fields]:
        """These fields of the rows with these keys, as far as there are such, in no order; keys are numbers or hexadecimal."""
        wanted, found = list(keys), []
        for first in range(0, len(wanted), _AT_ONCE):
            some = ", ".join(f'"{k}"' if isinstance(k, str) else str(int(k)) for k in wanted[first : first + _AT_ONCE])
            found += self._query(name, f"{key} in [{some}]", fields)
        return found

    def _query(self, name: str, where: str, fields: Sequence[str]) -> list[Fields]:
        return list(self._of(name, lambda client: client.query(name, where, list(fields), timeout=_SECONDS)))

    def all_rows(self, name: str, where: str, fields: Sequence[str], last: int) -> Iterator[Fields]:
        """These fields of every passage that fits, in no order, however many they are; `last` is the greatest number of a row."""
        if self.count(name, where) <= _WINDOW:
            yield from self._query(name, where, fields)
            return
        # Milvus bounds what one answer holds, and the client's iterator asks for what milvus-lite does not have.
        for first in range(0, last + 1, _WINDOW):
            yield from self._query(name, f"({where}) and row >= {first} and row < {first + _WINDOW}", fields)

    def nearest(
        self, name: str, field: str, vector: NDArray[np.float32] | Sparse, k: int, where: str = ""
    ) -> list[tuple[int, float]]:
        """The `k` rows with the greatest inner product, and that, best first; equal ones in the order of their numbers."""
        if k < 1:
            return []
        most = min(k, MOST_FOUND)
        (found,) = self._of(
            name,
            lambda client: client.search(
                name, [vector], where, most, ["row"], {"metric_type": "IP"}, timeout=_SECONDS, anns_field=field
            ),
        )
        hits = [(int(hit["row"]), float(hit["distance"])) for hit in found]
        return sorted(hits, key=lambda hit: (-hit[1], hit[0]))

    def _of(self, name: str, request: Callable[[MilvusClient], _T]) -> _T:
        """The same of a collection, which is loaded first where it is not: milvus-lite loads none when it is opened."""
        try:
            return self._ask(request)
        except EngineError as error:
            if not any(words in str(error) for words in _NOT_LOADED):
                raise
        self._ask(lambda client: client.load_collection(name, timeout=_SECONDS))
        return self._ask(request)

    def _ask(self, request: Callable[[MilvusClient], _T]) -> _T:
        client = self._open()
        from grpc import RpcError
        from pymilvus.exceptions import MilvusException

        try:
            return request(client)
        except (MilvusException, RpcError) as error:
            raise self._told(error) from error

    def _open(self) -> MilvusClient:
        if self._client is None:
            path = self.address.path
            client = import_client(lite=path is not None)
            from pymilvus.exceptions import MilvusException

            try:
                self._client = client(str(path or self.address.uri), token=self._token, timeout=_CONNECT_SECONDS)
            except MilvusException as error:
                if path is not None:
                    raise EngineError(
                        f"{path}: cannot be opened; a file of milvus-lite is for one process: end the other one, or let "
                        "several share a server"
                    ) from error
                raise self._told(error) from error
        return self._client

    def _told(self, error: Exception) -> EngineError:
        said = str(getattr(error, "message", "") or error)
        # While it connects, the client says only that it could not.
        whole = f"{said} {error.__cause__ or ''}".casefold()
        if any(word in whole for word in _REFUSED):
            how = "was not accepted" if self._token else "is not set"
            return EngineError(f"{self.address}: refused; the token in {MILVUS_TOKEN} {how}")
        if getattr(error, "code", None) == _NOT_FOUND or "not found" in said:
            return EngineError(f"{self.address}: it does not have what the index needs ({_line(said)})", gone=True)
        if "Fail connecting" in said or "UNAVAILABLE" in said or "server unavailable" in said:
            return EngineError(
                f"{self.address}: cannot be reached; see that Milvus runs there, and that [index] uri is right"
            )
        return EngineError(f"{self.address}: Milvus could not do what was asked ({_line(said)})")


def import_client(*, lite: bool) -> type[MilvusClient]:
    """The client's class; imported so that it neither reads a file `.env` near by nor prints what is raised anyway.

    Raises:
        MissingExtraError: it is not installed, or milvus-lite is not and is needed.
    """
    for name in ("pymilvus", "milvus_lite")[: 1 + lite]:
        if find_spec(name) is None:
            raise MissingExtraError(f'an index in Milvus needs {name}; run: pip install "footnote-qa[milvus]"')
    given = os.environ.get("PYTHON_DOTENV_DISABLED")
    os.environ["PYTHON_DOTENV_DISABLED"] = "1"
    try:
        from pymilvus import MilvusClient
    finally:
        if given is None:
            del os.environ["PYTHON_DOTENV_DISABLED"]
        else:
            os.environ["PYTHON_DOTENV_DISABLED"] = given
    # The last is what milvus-lite has for a server: it says with a traceback what the client does without.
    for name in ("pymilvus", "milvus_lite", "grpc._server")[: 2 + lite]:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    found: type[MilvusClient] = MilvusClient
    return found


def _line(said: str) -> str:
    first = " ".join(said.split())
    return first if len(first) <= 200 else f"{first[:200]}…"
