"""Set annotated texts in the layouts of torn-out newspaper pages, so that reading can be measured by layout.

    layouts.py TEXTS GOLD OUT

TEXTS holds NAME.txt, GOLD holds NAME.json (`scripts/corpus.py export`). OUT/texts and OUT/gold get each of them as it
is (clean), in hard-wrapped lines (wrapped), and as narrow columns with blank lines inside sentences, headings,
captions, bylines and running heads in between (page). `kg evaluate OUT/gold OUT/texts` then tells layouts apart.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "sources"))

from damage import Page, damage

LAYOUTS = {
    "wrapped": Page(width=32, blank_between_paragraphs=True),
    "page": Page(width=19, blank_share=0.25, furniture_share=0.02, captions=True, headings=True, wobble=True),
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    for kind in ("texts", "gold"):
        (args.out / kind).mkdir(parents=True, exist_ok=True)
    for path in sorted(args.gold.glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        text = (args.texts / f"{path.stem}.txt").read_text("utf-8")
        paragraphs = [line for line in text.splitlines() if line.strip()]
        settings = {"clean": text, **{name: damage(paragraphs, page, seed=7) for name, page in LAYOUTS.items()}}
        for name, content in settings.items():
            doc = f"{path.stem}-{name}"
            (args.out / "texts" / f"{doc}.txt").write_text(content, "utf-8")
            row = json.dumps({**gold, "doc": doc, "layout": name}, ensure_ascii=False, indent=1)
            (args.out / "gold" / f"{doc}.json").write_text(row + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
