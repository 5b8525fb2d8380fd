"""An application for a food operation permit (食品经营许可), as programs send it and as people fill it in page by page."""

import json
import re
from pathlib import Path

from support.client import Answer, Client

ITEM = "food-operation-permit"
# What the platform's own load test sends.
FORM = json.loads((Path(__file__).parents[3] / "Benchmarks/load/form.json").read_text())
SITUATION = {"kind": "catering", "area": "large", "special": "no"}
MATERIALS = ("floor-plan", "equipment-list", "health-certificates")
COUNTY, TOWN = "410202000000", "410202003000"
SECTIONS = ("applicant", "premises", "operation", "safety", "promise")


def paper(name: str, filling: str = "") -> bytes:
    return f"%PDF-1.4 {name} {filling}\n".encode()


def complete(client: Client) -> dict:
    """A complete application; its materials are uploaded, the rest is only said."""
    materials = []
    for key in MATERIALS:
        answer = client.give("/api/v1/files", f"{key}.pdf", paper(key))
        assert answer.status == 201, f"uploading {key}: {answer}"
        materials.append({"key": key, **answer.json})
    return {"item": ITEM, "situation": SITUATION, "declared": True, "promised": ["safety-system"], "materials": materials, "form": FORM}


class Draft:
    """A draft (草稿) of somebody in front of a browser. Each step may be done again: that is what people do when no answer comes."""

    def __init__(self, client: Client):
        self.client = client
        self.csrf = client.csrf(f"/apply/{ITEM}")
        self.path = ""

    def on(self, client: Client, step) -> Answer:
        """A step on another connection, since the one before may have been cut."""
        self.client = client
        return step()

    def begin(self) -> Answer:
        answer = self._fill(f"/apply/{ITEM}", {f"situation.{key}": value for key, value in SITUATION.items()})
        if answer.status == 303:
            self.path = answer.headers["Location"].split("?")[0]
        return answer

    def write(self, section: str) -> Answer:
        form = {f"form.{key}": value for key, value in FORM.items() if value is not False}
        return self._fill(f"{self.path}/form/{section}", form | {"form.region": [COUNTY, TOWN]})

    def give(self, material: str, content: bytes) -> Answer:
        return self.client.give(f"{self.path}/materials/{material}", f"{material}.pdf", content, self.csrf, f"file.{material}")

    def promise(self, material: str) -> Answer:
        return self._fill(f"{self.path}/materials/{material}/promise", {f"promise.{material}": "on"})

    def hand_in(self) -> Answer:
        return self._fill(f"{self.path}/review", {"declared": "on"})

    @staticmethod
    def case(answer: Answer) -> str | None:
        """The case that a draft became, by where its writer is sent."""
        found = re.match(r"/me/cases/(\w+)", answer.headers.get("Location") or "")
        return found[1] if found else None

    def steps(self, filling: str):
        """All of it, in order, each step as something to do."""
        yield self.begin
        for section in SECTIONS:
            yield lambda section=section: self.write(section)
        for material in MATERIALS:
            yield lambda material=material: self.give(material, paper(material, filling))
        yield lambda: self.promise("safety-system")
        yield self.hand_in

    def _fill(self, path: str, fields: dict) -> Answer:
        return self.client.fill(path, {"_csrf": self.csrf, **fields})
