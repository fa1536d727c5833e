"""The network keeps what others derive from it."""

from corridors import Network


def test_what_is_derived_is_made_once_for_each_network(tiny_network: Network) -> None:
    """A function is called once for a network, whoever asks; another network and another function have their own."""
    calls: list[Network] = []

    def count(network: Network) -> list[int]:
        calls.append(network)
        return [len(network.legs)]

    first = tiny_network.derived(count)
    assert tiny_network.derived(count) is first
    assert calls == [tiny_network]
    other = Network(tiny_network.data, "other")
    assert other.derived(count) == first
    assert other.derived(count) is not first
    assert tiny_network.derived(lambda network: len(network.places)) == len(tiny_network.places)
