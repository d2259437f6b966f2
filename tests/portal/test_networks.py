"""The network that a limit counts."""

import pytest
from django.test import RequestFactory, SimpleTestCase, override_settings

from portal.common.networks import network_of


class NetworkTests(SimpleTestCase):
    def test_neighbours_share_a_network_and_strangers_do_not(self):
        networks = {
            "192.0.2.7": "192.0.2.0/24",
            "192.0.2.250": "192.0.2.0/24",
            "198.51.100.7": "198.51.100.0/24",
            "2001:db8:7:1::5": "2001:db8:7::/48",
            "::ffff:192.0.2.9": "192.0.2.0/24",
        }
        for address, network in networks.items():
            self.assertEqual(network_of(RequestFactory(REMOTE_ADDR=address).get("/")), network)

    @pytest.mark.proves("G9")
    def test_a_header_that_anybody_can_send_changes_nothing(self):
        for header in ("203.0.113.9", "nonsense", ""):
            request = RequestFactory(REMOTE_ADDR="192.0.2.7").get("/", headers={"x-forwarded-for": header})
            self.assertEqual(network_of(request), "192.0.2.0/24")

    @override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=1)
    def test_behind_a_proxy_the_address_is_the_one_that_the_proxy_names(self):
        request = RequestFactory(REMOTE_ADDR="10.0.0.1").get("/", headers={"x-forwarded-for": "203.0.113.9, 192.0.2.7"})
        self.assertEqual(network_of(request), "192.0.2.0/24")

    def test_a_server_that_knows_no_address_puts_all_in_one_network(self):
        self.assertEqual(network_of(RequestFactory(REMOTE_ADDR="").get("/")), "0.0.0.0/24")
