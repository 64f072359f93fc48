"""Documents made of the seeds with other places, titles and numbers, for benchmarks: no two are alike.

    python benchmarks/corpus.py --documents 1000 FOLDER

Each is a part of a seed of about 800 characters, cut between paragraphs, in which the names of known cities are
other ones, the words in front of 条例 and 办法 are exchanged, and the digits of numbers are other digits. The same
number of documents is the same corpus. Needs the standard library and kg.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from kg.divisions import divisions
from kg.resources import seeds_dir

LENGTH = 800
WORDS = ("养犬", "停车", "物业", "绿化", "供水", "燃气", "湿地", "古树", "志愿", "消防", "电梯", "广告", "港口", "档案")


@cache
def parts(length: int) -> tuple[str, ...]:
    """The parts of the seeds, each a little longer than so many characters."""
    found: list[str] = []
    for path in sorted(seeds_dir().glob("*.txt")):
        heading, *lines = path.read_text(encoding="utf-8-sig").splitlines()
        part = [heading]
        for line in lines:
            part.append(line)
            if sum(map(len, part)) > length:
                found.append("\n".join(part) + "\n")
                part = [heading]
        found.append("\n".join(part) + "\n")
    return tuple(found)


@cache
def cities() -> tuple[str, ...]:
    """Names of cities below a province, without 市."""
    known = (place.place for listings in divisions().by_key.values() for place in listings[:1])
    return tuple(sorted({place.name.removesuffix("市") for place in known if place.kind == "prefecture-city"}))


def text(number: int, length: int = LENGTH) -> str:
    """The text of one document."""
    chance = random.Random(number)
    part = parts(length)[number % len(parts(length))]
    city = chance.choice(cities())
    part = re.sub(r"(?<=《)[^《》]{2,4}(?=(?:管理|保护)?(?:条例|办法))", lambda _: chance.choice(WORDS), part)
    part = re.sub(
        r"(?<![\d年第])[1-9]\d{1,3}(?=[多余]?[件次个人场名条])", lambda _: str(chance.randint(11, 9999)), part
    )
    return f"{city}市人大常委会工作报告（{number}）\n\n{part.replace('xx', city).replace('大同', city)}"


def documents(count: int, length: int = LENGTH) -> Iterator[tuple[str, str]]:
    """So many documents, each with its name."""
    for number in range(count):
        yield f"{number:06}.txt", text(number, length)


def write(folder: Path, count: int, length: int = LENGTH) -> int:
    """Write the documents as files; return how many bytes they are."""
    folder.mkdir(parents=True, exist_ok=True)
    size = 0
    for name, words in documents(count, length):
        data = words.encode("utf-8")
        (folder / name).write_bytes(data)
        size += len(data)
    return size


def main() -> None:
    """Read the arguments, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--length", type=int, default=LENGTH, help="characters of a document, about")
    given = parser.parse_args()
    print(f"{write(given.folder, given.documents, given.length)} bytes in {given.documents} documents")


if __name__ == "__main__":
    main()
