"""Letting threads go at the same moment, each with a connection of its own, for the tests of races."""

import random
import threading
import time

from django.db import connection


def at_once(calls):
    """Runs every call in a thread of its own, all let go at the same moment; gives what each returned or raised."""
    start, answers = threading.Barrier(len(calls)), [None] * len(calls)

    def run(place, call):
        start.wait()
        try:
            answers[place] = call()
        except Exception as error:
            answers[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert not any(thread.is_alive() for thread in threads)
    return answers


def soon(service, *given, within=0.02):
    """Calls a service within a few thousandths of a second, so that now one is first and now the other."""
    time.sleep(random.uniform(0, within))
    return service(*given)
