"""How the server reads a request, before Django sees it."""

from __future__ import annotations

import pytest
from waitress.adjustments import Adjustments

from cohortmatch.portal.serving import whole_requests

LENGTH, CHUNKED = b"Content-Length: 5\r\n", b"Transfer-Encoding: chunked\r\n"


@pytest.mark.parametrize("more", [LENGTH + CHUNKED, CHUNKED + LENGTH, CHUNKED])
def test_a_body_in_chunks_is_refused_and_nothing_after_it_is_read(more: bytes) -> None:
    reader = whole_requests()(Adjustments())
    sent = (
        b"POST /log-in/ HTTP/1.1\r\nHost: a\r\n"
        + more
        + b"\r\n0\r\n\r\nGET /inner HTTP/1.1\r\n\r\n"
    )
    reader.received(sent)
    assert reader.error is not None and reader.error.code == 400
    assert reader.completed and reader.connection_close


def test_a_whole_request_is_read() -> None:
    reader = whole_requests()(Adjustments())
    sent = b"POST /log-in/ HTTP/1.1\r\nHost: a\r\n" + LENGTH + b"\r\nlogin"
    reader.received(sent[reader.received(sent) :])
    assert reader.completed and reader.error is None
