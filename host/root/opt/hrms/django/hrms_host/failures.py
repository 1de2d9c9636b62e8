"""Counts failed logins of all hosts, in the cache: by name and address, by name, and by address.

An office is one address, so addresses are not limited by requests: 200 people can log in at once. An address is locked
only if most of its logins fail, and a name that logged in from an address before can still do so while the name or the
address is locked. While the cache is unavailable, nothing is counted and nobody is locked out.
"""

from django.conf import settings
from django.core.cache import BaseCache, cache

from .privacy import pseudonym

# From the first failure on. The same as django-axes' (settings/logins.py).
WINDOW_SECONDS = 15 * 60
# How long an address stays a known one of a name that logged in there.
KNOWN_SECONDS = 30 * 24 * 3600

# One person who forgot a password; for logins that django-axes does not see.
PAIR_FAILURES = 5
# One name, guessed from many addresses.
NAME_FAILURES = 30
# Many names, guessed from one address. In an office most people know their passwords.
ADDRESS_FAILURES = 100
ADDRESS_FAILURES_PER_SUCCESS = 2


def keys(name: str, address: str) -> dict[str, str]:
    """The cache's keys. Names are pseudonyms, because others can read the cache."""
    who = pseudonym(name, settings.SECRET_KEY) if name else ""
    # "known" needs a name: nobody in particular must not make everybody known.
    parts = {
        "pair": f"{who}:{address}",
        "name": who,
        "address": address,
        "succeeded": address,
        "known": f"{who}:{address}" if who else "",
    }
    return {kind: f"logins:{kind}:{part}" for kind, part in parts.items() if part}


def count_failure(name: str, address: str, pair: bool) -> None:
    """`pair` is False if django-axes counts name and address itself."""
    known = keys(name, address)
    for kind in ("pair", "name", "address") if pair else ("name", "address"):
        if kind in known:
            increase(known[kind])


def count_success(name: str, address: str) -> None:
    known = keys(name, address)
    cache.delete(known["pair"])
    if "address" in known:
        increase(known["succeeded"])
    if "known" in known:
        cache.set(known["known"], True, KNOWN_SECONDS)


def increase(key: str, counter: BaseCache = cache) -> None:
    if not counter.add(key, 1, WINDOW_SECONDS):
        try:
            counter.incr(key)
        except ValueError:
            # It has expired in between, or the cache is unavailable.
            counter.add(key, 1, WINDOW_SECONDS)


def is_locked(name: str, address: str) -> bool:
    known = keys(name, address)
    found = cache.get_many(known.values()) or {}
    count = {kind: found.get(key, 0) for kind, key in known.items()}
    if count.get("pair", 0) >= PAIR_FAILURES:
        return True
    if count.get("known"):
        return False
    failed = count.get("address", 0)
    most_fail = failed > ADDRESS_FAILURES_PER_SUCCESS * count.get("succeeded", 0)
    return count.get("name", 0) >= NAME_FAILURES or (failed >= ADDRESS_FAILURES and most_fail)
