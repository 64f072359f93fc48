"""x"""


class Graph: ...


def open_graph(): ...
