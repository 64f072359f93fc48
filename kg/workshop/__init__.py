"""Tools for whoever writes frames: check all data, try one frame, describe every relation and every question."""
