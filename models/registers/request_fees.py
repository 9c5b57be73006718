"""信息处理费: what an application costs, by item or by page, each band at its own price (超额累进).

《政府信息公开信息处理费管理办法》(国办函〔2020〕109号), in force since 2021-01-01. An agency picks one of the two ways
for an application.
"""

from decimal import Decimal

BY_ITEM, BY_PAGE = "按件", "按量"

_FREE_ITEMS, _FIRST_BAND, _BAND = 10, 30, 10
_PAGE_BANDS = ((30, 0), (100, 10), (200, 20))
_LAST_PAGE_PRICE = 40


def fee_by_items(items: int) -> Decimal:
    """Yuan for the applications of one applicant in one calendar month.

    Up to 10 free, 11 to 30 at 100 each; from 31 on every ten more cost 100 more each.
    """
    total, price, first, last = 0, 100, _FREE_ITEMS, _FIRST_BAND
    while items > first:
        total += (min(items, last) - first) * price
        first, last, price = last, last + _BAND, price + 100
    return Decimal(total)


def fee_by_pages(pages: int) -> Decimal:
    """Yuan for the pages (A4) of one application: up to 30 free, then 10, 20 and 40 a page."""
    total, first = 0, 0
    for last, price in (*_PAGE_BANDS, (pages, _LAST_PAGE_PRICE)):
        total += max(0, min(pages, last) - first) * price
        first = last
    return Decimal(total)
