"""Any bytes as a file of any format: a document, or a reason in words."""

from __future__ import annotations

TEXT = "大同市人大常委会2023年工作综述\n市人大常委会制定《养犬管理条例》，听取报告6300多人次。\n"
