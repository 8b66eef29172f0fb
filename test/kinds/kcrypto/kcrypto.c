// SPDX-License-Identifier: MIT OR GPL-2.0-only
#include <crypto/hash.h>
#include <linux/module.h>

static int digest(const char *name, const char *text, u8 *out)
{
	struct crypto_shash *tfm = crypto_alloc_shash(name, 0, 0);
	int err;

	if (IS_ERR(tfm))
		return PTR_ERR(tfm);
	err = crypto_shash_tfm_digest(tfm, text, strlen(text), out);
	crypto_free_shash(tfm);
	return err;
}

static int __init kcrypto_init(void)
{
	u8 sum[32];
	int err = digest("sha256", "abc", sum);

	pr_info("sha256: %d %*phN\n", err, 4, sum);
	return err;
}

static void __exit kcrypto_exit(void)
{
}

module_init(kcrypto_init);
module_exit(kcrypto_exit);
MODULE_LICENSE("GPL");
