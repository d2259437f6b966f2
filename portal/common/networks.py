"""Where a request comes from, as coarsely as limits need it: the network, not the address."""

from ipaddress import ip_address, ip_network

from allauth.account.adapter import get_adapter
from django.http import HttpRequest

# What one household or office commonly has: its neighbours' addresses, and one whole allotment of the new kind.
PREFIX_LENGTH = {4: 24, 6: 48}


def network_of(request: HttpRequest) -> str:
    """The network of the visitor's address, such as 192.0.2.0/24. Behind a proxy the address is the one it names, as
    ALLAUTH_TRUSTED_PROXY_COUNT says; a header that anybody can send changes nothing."""
    address = ip_address(get_adapter(request).get_client_ip(request))
    # A server that listens on both kinds writes the old one as the new: ::ffff:192.0.2.7.
    address = getattr(address, "ipv4_mapped", None) or address
    return str(ip_network((address, PREFIX_LENGTH[address.version]), strict=False))
