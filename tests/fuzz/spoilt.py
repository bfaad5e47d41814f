"""Valid inputs, spoilt: in their structure, so that what lies deep is reached, or in their bytes."""

import copy
import csv
import io
import json
from collections.abc import Callable, Sequence
from typing import Any

import tomli_w
from hypothesis import strategies as st

NASTY = (
    "", " ", "0", "-1", "1e9", "1E999999", "NaN", "Infinity", "0x10", "1_000", "60,5", "٦٠ mcg", "９ mcg", "60 mcg",
    "0 mcg", "0.0000001 mcg", "9" * 400, "2026-02-30", "0001-01-01", "9999-12-31", "2026-11-20", "2026-11-20T10:44",
    "24:00", "0641-6175-10", "00641617510", "=1+1", "@x", "<b>&amp;", "%s{}", "../../etc", "\x00", "\x1d", "\r\n", '"',
    "\ud800",
    "\N{ZERO WIDTH JOINER}", "שלום", "\U0001f489", "e\u0301" * 50, "a" * 5_000, "J2354", "medicare-part-b", "SC", "x",
    ";",
)  # fmt: skip
"""Texts that somebody's program writes sooner or later."""

_OFTENER = 9
"""So much likelier than what is no more than deep is what is spoilt elsewhere."""

_DEEP = 9_000
"""Brackets in each other, which is more than any reader follows."""

texts = st.sampled_from(NASTY) | st.text(max_size=12)
_numbers = st.sampled_from((0, 1, -1, 2**31, 2**63, 10**30, 0.5, -0.0, 1e308)) | st.integers(-(10**6), 10**6)
_plain = st.none() | st.booleans() | _numbers | texts
_values = st.recursive(_plain, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3))


@st.composite
def structures(draw: st.DrawFn, valid: Sequence[Any]) -> Any:  # noqa: ANN401 - any JSON value
    """One of some valid structures with a few of its parts exchanged, left out, doubled or renamed."""
    whole = [copy.deepcopy(draw(st.sampled_from(valid)))]
    for _ in range(draw(st.integers(1, 3))):
        inside, key = draw(st.sampled_from(_places(whole)))
        match draw(st.integers(0, 5)):
            case 0 if inside is not whole:
                del inside[key]
            case 1 if isinstance(inside, dict):
                inside[draw(texts)] = inside.pop(key)
            case 2 if isinstance(inside, list) and inside is not whole:
                inside += [copy.deepcopy(inside[key])] * draw(st.sampled_from((1, 1, 300)))
            case 3:
                _, other = draw(st.sampled_from([(each, part[each]) for part, each in _places(whole)]))
                inside[key] = copy.deepcopy(other)
            case _:
                inside[key] = draw(_values)
    return whole[0]


def _places(part: Any) -> list[tuple[Any, Any]]:  # noqa: ANN401 - any JSON value
    """Every place of a structure: what it is in, and its key there."""
    keys = list(part) if isinstance(part, dict) else list(range(len(part))) if isinstance(part, list) else []
    return [(part, key) for key in keys] + [place for key in keys for place in _places(part[key])]


@st.composite
def damaged(draw: st.DrawFn, valid: Sequence[bytes]) -> bytes:
    """One of some files with bytes flipped, cut out, put in, or doubled, or cut off at an end."""
    data = bytearray(draw(st.sampled_from(valid)))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = start + draw(st.sampled_from((1, 1, 4, 64, 4096)))
        match draw(st.integers(0, 5)):
            case 0 | 1 if start < len(data):
                data[start] ^= draw(st.integers(1, 255))
            case 2:
                del data[start:end]
            case 3:
                data[start:start] = draw(st.binary(max_size=8) | texts.map(_utf8))
            case 4:
                data[start:start] = data[start:end]
            case _:
                del data[start if draw(st.booleans()) else len(data) - 1 :]
    return bytes(data)


def _written(write: Callable[[Any], str], valid: Sequence[Any]) -> st.SearchStrategy[bytes]:
    """Structures as files; now and then, their bytes are damaged besides."""
    files = structures(valid).map(lambda found: _utf8(write(found)))
    return files | files | files | damaged([_utf8(write(found)) for found in valid])


def json_files(*valid: Any) -> st.SearchStrategy[bytes]:  # noqa: ANN401 - any JSON value
    """Spoilt files of JSON."""
    deep = st.sampled_from([opening * _DEEP for opening in (b"[", b'{"a":')])
    return st.one_of(*[_written(lambda found: json.dumps(found, ensure_ascii=False), valid)] * _OFTENER, deep)


def toml_files(*valid: dict[str, Any]) -> st.SearchStrategy[bytes]:
    """Spoilt files of TOML; what TOML can't say is left as a line of text."""

    def write(found: Any) -> str:  # noqa: ANN401 - any JSON value
        try:
            return tomli_w.dumps(found)
        except (TypeError, ValueError, AttributeError):
            return f"spoilt = {json.dumps(str(found))}"

    deep = st.just(b"a = " + b"[" * _DEEP)
    return st.one_of(*[_written(write, valid)] * _OFTENER, deep)


def csv_files(*valid: Sequence[Sequence[str]]) -> st.SearchStrategy[bytes]:
    """Spoilt tables, with the signs between cells that programs use, and in their encodings."""

    def write(found: Any) -> str:  # noqa: ANN401 - rows, or what was put in their place
        rows = found if isinstance(found, list) else [found]
        file = io.StringIO(newline="")
        csv.writer(file, escapechar="\\").writerows(row if isinstance(row, list) else [row] for row in rows)
        return file.getvalue()

    tables = _written(write, [[list(row) for row in table] for table in valid])
    return tables | tables.map(lambda data: data.replace(b",", b";")) | tables.map(_in_utf16)


def _in_utf16(data: bytes) -> bytes:
    return data.decode("utf-8", "replace").encode("utf-16")


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
