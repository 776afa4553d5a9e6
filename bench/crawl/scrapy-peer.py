"""One of the contestants: a Scrapy spider as its manual has one written, with everything switched off that is not needed."""

import json
import sys

import scrapy
from scrapy.crawler import CrawlerProcess

task = json.load(open(sys.argv[1]))


def text(selector):
    return " ".join("".join(selector.css("*::text").getall()).split())


class Market(scrapy.Spider):
    name = "market"

    async def start(self):
        for path in task["paths"] or ["/"]:
            yield scrapy.Request(task["origin"] + path)

    def fact(self, response, label):
        return text(response.xpath('//table[@class="facts"]//td[b="%s:"]/following-sibling::td[1]' % label))

    def parse(self, response):
        page = response.url[len(task["origin"]):]
        if response.css("h2.title"):
            yield {
                "page": page,
                "title": text(response.css("h2.title")),
                "vendor": text(response.css('.facts a[href*="viewvendor.php"]')),
                "price": text(response.css(".facts .usd")),
                "from": self.fact(response, "Ships from"),
                "to": self.fact(response, "Ships to"),
                "category": self.fact(response, "Category"),
            }
        for row in response.css("table.offers tr.offer"):
            yield {
                "page": page,
                "title": text(row.css(".t a")),
                "vendor": text(row.css(".v a")),
                "price": "".join(row.css(".p::text").getall()).strip(),
                "from": text(row.css(".f")),
                "to": text(row.css(".d")),
                "category": "",
            }
        if task["paths"] is None:
            for href in response.css("a::attr(href)").getall():
                if href.startswith(("/index.php", "/category.php", "/viewlisting.php", "/viewvendor.php", "/vendors.php")):
                    yield response.follow(href)


process = CrawlerProcess(
    {
        "CONCURRENT_REQUESTS": task["inFlight"],
        "CONCURRENT_REQUESTS_PER_DOMAIN": task["inFlight"],
        "DOWNLOAD_DELAY": 0,
        "ROBOTSTXT_OBEY": False,
        "COOKIES_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "AUTOTHROTTLE_ENABLED": False,
        "LOG_LEVEL": "ERROR",
        "FEEDS": {task["out"]: {"format": "jsonlines", "encoding": "utf8", "overwrite": True}},
    }
)
process.crawl(Market)
process.start()
