"""The administrator sees what was given up in the background, and has it tried again."""

import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from support.people import People
from support.visitor import PHONE, STAFF

HOUR_MS = 3_600_000
# Keys that sort as old, so that they can't meet those of real jobs.
GIVEN_UP = [
    ("01JB0C4T2V9D6K8H3X5N1R0WAE", "platform.upkeep", "file.unavailable", 31, '{"after":null}'),
    ("01JB2F7M5Q8S3Z6Y0G4P9B2KCT", "supervision.tick", "storage.busy", 9, "[]"),
    ("01JB2GQ1E7D5X8N3V6T0J4M9RH", "supervision.tick", "storage.timeout", 8, "[]"),
]


@pytest.mark.parametrize("size", [PHONE, STAFF], ids=["phone", "desktop"])
def test_what_was_given_up_is_tried_again(people: People, size: dict):
    give_up()
    admin = people.citizen("admin", size)
    admin.visit("/console")
    admin.reads("夜间维护", "更新监察亮灯", "数据库没有应答", "文件存储：正常")
    admin.picture("console")
    row = admin.page.locator("tr", has_text=GIVEN_UP[0][0])
    admin.press("再试一次", row)
    admin.reads("已重新安排办理")
    assert row.count() == 0
    admin.press("全部再试")
    admin.reads("没有待处理的任务")


def give_up() -> None:
    """Writes jobs down as they stand after their last attempt: to wait for it would take a working day."""
    with closing(sqlite3.connect(Path(os.environ["TONGBAN_CITY"]) / "tongban.sqlite", timeout=10)) as database, database:
        for key, kind, error, hours, payload in GIVEN_UP:
            since = int(time.time() * 1000) - hours * HOUR_MS
            database.execute(
                "INSERT INTO job (id, kind, payload, priority, due_at, attempts, state, created_at, last_error)"
                " VALUES (?, ?, ?, 0, ?, 16, 'dead', ?, ?)", (key, kind, payload, since, since, error))
