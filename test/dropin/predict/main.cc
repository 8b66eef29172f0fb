// SPDX-License-Identifier: MIT OR GPL-2.0-only
#include <iostream>
#include <thread>
#include <vector>
#include "ktest.h"
#include "table.hh"

int main()
{
	std::vector<std::thread> threads;
	table t;

	for (int i = 0; i < 40; i++)
		threads.emplace_back([&t, i] {
			for (u32 page = 1; page <= 50; page++) {
				BUG_ON(!t.saw(page, page + 1));
				BUG_ON(!t.saw(page, i % 4 ? page + 1 : page + 2));
			}
			BUG_ON(!t.saw(7, 8));
		});
	for (auto &thread : threads)
		thread.join();
	BUG_ON(t.next(3) != 4 || t.next(1000) != 0);
	BUG_ON(t.best()->from != 7 || t.best()->seen != 40 + 30 + 40);
	std::cout << "predict: " << min(t.best()->seen, 1000ul) << " times 7 to 8" << std::endl;
	return 0;
}
