"""What must be true of a city whatever happened to it."""

import hashlib
import json

from support.book import Book
from support.city import City
from support.client import Client
from support.look import Look
from support.program import must
from support.waiting import until

# How long a key is kept, in milliseconds.
KEPT = 7 * 24 * 3600 * 1000

# Each of these must find nothing.
HALVES = {
    "a case without its submission": """
        SELECT id FROM cases WHERE NOT EXISTS
            (SELECT 1 FROM act WHERE subject_id = cases.id AND subject_kind = 'case' AND kind = 'case.submitted')""",
    "a case submitted twice": """
        SELECT subject_id FROM act WHERE kind = 'case.submitted' GROUP BY subject_id HAVING COUNT(*) > 1""",
    "a case without its key": f"""
        SELECT id FROM cases WHERE submitted_at > (SELECT MAX(at) FROM act) - {KEPT} AND NOT EXISTS
            (SELECT 1 FROM case_submission WHERE case_id = cases.id)""",
    "a key without its case": """
        SELECT key FROM case_submission WHERE NOT EXISTS (SELECT 1 FROM cases WHERE cases.id = case_submission.case_id)""",
    "a case handed in, or accepted, under two keys": """
        SELECT case_id FROM case_submission GROUP BY case_id, sender HAVING COUNT(*) > 1""",
    "a key of a step that wasn't taken": """
        SELECT id FROM cases WHERE (SELECT COUNT(*) FROM case_submission WHERE case_id = cases.id) >
            (SELECT COUNT(*) + 1 FROM case_step WHERE case_id = cases.id)""",
    "a material without its case": """
        SELECT case_id FROM case_material WHERE NOT EXISTS (SELECT 1 FROM cases WHERE cases.id = case_material.case_id)""",
    "an act on a case that isn't there": """
        SELECT id FROM act WHERE subject_kind = 'case' AND NOT EXISTS (SELECT 1 FROM cases WHERE cases.id = act.subject_id)""",
    "a step without its act, or an act without its step": """
        SELECT cases.id FROM cases WHERE (SELECT COUNT(*) FROM case_step WHERE case_id = cases.id) <>
            (SELECT COUNT(*) FROM act WHERE subject_id = cases.id AND subject_kind = 'case' AND kind IN (
                'case.accepted', 'case.correction_requested', 'case.correction_supplied', 'case.not_accepted', 'case.passed',
                'case.granted', 'case.refused', 'case.suspended', 'case.resumed', 'case.withdrawn', 'case.lapsed',
                'case.timed_out', 'case.returned'))""",
    "a document without its act, or sealed twice": """
        SELECT case_id FROM case_document GROUP BY case_id HAVING COUNT(ofd) <>
            (SELECT COUNT(*) FROM act WHERE subject_id = case_document.case_id AND kind = 'case.document_sealed')""",
    "a document that nobody will write": """
        SELECT number FROM case_document WHERE ofd IS NULL AND NOT EXISTS
            (SELECT 1 FROM job WHERE unique_key = 'case.document/' || case_document.number)""",
    "a case that waits without its timer": """
        SELECT id FROM cases WHERE phase = 'received' AND NOT EXISTS
            (SELECT 1 FROM job WHERE unique_key = 'case.deem_accepted/' || cases.id)""",
    "a timer of a case that doesn't wait": """
        SELECT id FROM cases WHERE phase <> 'received' AND EXISTS
            (SELECT 1 FROM job WHERE unique_key = 'case.deem_accepted/' || cases.id AND state = 'waiting')""",
    "a draft that was handed in": """
        SELECT draft.id FROM draft WHERE EXISTS (SELECT 1 FROM case_submission WHERE case_submission.key = draft.id)""",
    "a number given twice": "SELECT query FROM cases GROUP BY query HAVING COUNT(*) > 1",
    "an act named twice": "SELECT id FROM act GROUP BY id HAVING COUNT(*) > 1",
    "a place on the ledger given twice": """
        SELECT position FROM act WHERE position IS NOT NULL GROUP BY position HAVING COUNT(*) > 1""",
    "a job given up": "SELECT kind FROM job WHERE state = 'dead'",
}


def nothing_is_half_there(look: Look) -> None:
    for what, sql in HALVES.items():
        found = look.rows(sql)
        assert not found, f"{what}: {len(found)}, such as {found[:3]}"
    _materials_are_whole(look)
    _numbers_have_no_gaps(look)


def nothing_is_lost(book: Book, city: City) -> None:
    """All that was answered stands in the rows, as it was answered."""
    assert not book.surprises, book.surprises[:5]
    look = city.look
    cases = {row[0]: row for row in look.rows("SELECT id, number, query, phase FROM cases")}
    keys = dict(look.rows("SELECT key, case_id FROM case_submission"))
    for told in list(book.submitted.values()):
        row = cases.get(told.id)
        assert row, f"the acknowledged case {told.id} is lost"
        assert row[1:3] == (told.number, told.query), f"case {told.id} was told another number"
        assert keys.get(told.key) == told.id, f"the key of case {told.id} is lost: a retry would be another case"
    for case in list(book.accepted):
        assert cases[case][3] != "received", f"the acknowledged acceptance of {case} is lost"
    for draft, case in list(book.drafts.items()):
        assert keys.get(draft) == case, f"the draft {draft} that was handed in is lost"
    _receipts_still_hold(book, look)
    _files_are_whole(book, city)


def everything_follows(city: City, seconds: float = 60) -> None:
    """Acts get their places, readers come to the end, and each case has its light: by themselves, soon."""
    look = city.look
    until(lambda: look.one("SELECT COUNT(*) FROM act WHERE position IS NULL") == "0", "every act has its place", seconds)
    # Jobs may be adding acts meanwhile, so both numbers are read at once.
    size = "(SELECT COUNT(*) FROM act)"
    until(lambda: look.one(f"SELECT {size} - (SELECT MAX(size) FROM ledger_head)") == "0", "a signed head takes in every act", seconds)
    until(lambda: not look.rows(f"SELECT reader FROM ledger_cursor WHERE position <> {size}"), "every reader is at the end", seconds)
    until(lambda: not look.rows("SELECT id FROM cases WHERE NOT EXISTS (SELECT 1 FROM light WHERE light.case_id = cases.id) LIMIT 1"),
          "every case has its light", seconds)


def found_by_tracking(book: Book, city: City, client: Client, chance, count: int = 40) -> None:
    """With what stands on the receipt everybody finds his case; sent again, a submission is the same case."""
    codes = {query: (code, case) for query, code, case in city.look.rows("SELECT query, password, id FROM cases")}
    for told in book.some(chance, count):
        code, case = codes[told.query]
        answer = client.post("/api/v1/track", {"number": told.query, "code": code})
        assert answer.status == 200 and answer.json["id"] == case == told.id, f"tracking {told.query}: {answer}"


def same_when_sent_again(book: Book, city: City, client: Client, chance, count: int = 10) -> None:
    for told in book.some(chance, count):
        answer = client.post("/api/v1/cases", city.application, Idempotency_Key=told.key)
        assert answer.status == 201 and answer.json["id"] == told.id, f"sent again: {answer}"


def heads_are_in_order(look: Look) -> None:
    """Each signed head extends the one before, and says a later time."""
    heads = look.rows("SELECT size, prior, at FROM ledger_head ORDER BY size")
    for (size, _, at), (_, prior, later) in zip(heads, heads[1:]):
        assert prior == size, f"the head after {size} extends {prior}"
        assert int(later) >= int(at), f"the head after {size} is {int(at) - int(later)} ms earlier than it"


def _materials_are_whole(look: Look) -> None:
    counts = dict(look.rows("SELECT case_id, COUNT(*) FROM case_material GROUP BY case_id"))
    for case, facts in look.rows("SELECT subject_id, facts FROM act WHERE kind = 'case.submitted'"):
        told = json.loads(facts)["materials"]
        assert counts.get(case, "0") == told, f"case {case} was submitted with {told} materials and has {counts.get(case, 0)}"


def _numbers_have_no_gaps(look: Look) -> None:
    for series in ("query", "case"):
        last = look.one(f"SELECT COALESCE(SUM(last), 0) FROM serial WHERE series LIKE '{series}/%'")
        assert last == look.one("SELECT COUNT(*) FROM cases"), f"the numbers {series}/… have gaps"


def _receipts_still_hold(book: Book, look: Look) -> None:
    places = dict(look.rows("SELECT id, position FROM act WHERE position IS NOT NULL"))
    for act, receipt in list(book.receipts.items()):
        assert places.get(act) == str(receipt["position"]), f"the receipt of act {act} doesn't hold any more"


def _files_are_whole(book: Book, city: City) -> None:
    """Every uploaded file, and every file that a row refers to, is there with the bytes that its name says."""
    wanted = set(book.files) | {row[0] for row in city.look.rows("SELECT DISTINCT digest FROM case_material")}
    wanted |= {row[0] for row in city.look.rows("SELECT ofd FROM case_document WHERE ofd IS NOT NULL")}
    for digest in wanted:
        file = city.file(digest)
        assert file.is_file(), f"file {digest} is lost"
        assert hashlib.new("sm3", file.read_bytes()).hexdigest() == digest, f"file {digest} is damaged"


def receipts_verify(book: Book, city: City, count: int = 2) -> None:
    """Whoever took a receipt away can check it with the program alone."""
    for act, receipt in list(book.receipts.items())[-count:]:
        file = city.directory.parent / f"receipt-{act}.json"
        file.write_text(json.dumps(receipt, ensure_ascii=False))
        must("verify", file, "--key", city.key)
        file.unlink()


def all_is_well(book: Book, city: City, client: Client, chance) -> None:
    """All of the above, for a city that is being served and left alone."""
    everything_follows(city)
    nothing_is_lost(book, city)
    nothing_is_half_there(city.look)
    found_by_tracking(book, city, client, chance)
    same_when_sent_again(book, city, client, chance)
    receipts_verify(book, city)
    city.verify()
