"""Addresses of our files in pages that a site puts elsewhere than their file says: posts, translations.

In: a page as it will be written, and where it will stand. Out: the page, its addresses leading there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_ASSETS = r"assets/keyproof/"
_ADDRESS = re.compile(
    rf'(?P<before>=")(?:\.\./)*(?P<what>{_ASSETS}|(?:verification|progress)(?:/|\.html)[#"])'
)
_LOADING = re.compile(r'<div class="kp-assets">.*?</div>\n?')
_OURS = re.compile(r'<keyproof-|class="(?:keyproof|kp-(?!assets))')


def lead_home(html: str, *, url: str) -> str:
    """Let every address of ours lead from where the page stands; drop what a page loads for nothing.

    Args:
        html: a page that holds something of ours.
        url: where it stands, relative to the site's top.
    """
    if not _OURS.search(html):
        return _LOADING.sub("", html)
    top = "../" * url.count("/")
    return _ADDRESS.sub(lambda found: f"{found['before']}{top}{found['what']}", html)


def lead_to(text: str, moved: Mapping[str, str]) -> str:
    """Let addresses of pages that stand elsewhere lead there.

    Args:
        text: a page or a list of ours that names pages.
        moved: where a page would stand by its file, and where it stands.
    """
    for old, new in moved.items():
        text = re.sub(rf'(?<=["/]){re.escape(old)}(?=["#])', lambda _, new=new: new, text)  # type: ignore[misc]
    return text


def name_addresses(text: str, addresses: Mapping[str, str]) -> str:
    """Write links to these pages with their addresses: the site does not know their files now.

    Args:
        text: Markdown of a page.
        addresses: from there to each such page, by the name of its file.
    """
    for path, url in addresses.items():
        text = re.sub(
            rf"\[(?P<text>[^\]\n]*)\]\({re.escape(path)}(?P<anchor>#[^)\s]*)?\)",
            lambda link, url=url: f'<a href="{url}{link["anchor"] or ""}">{link["text"]}</a>',  # type: ignore[misc]
            text,
        )
    return text
