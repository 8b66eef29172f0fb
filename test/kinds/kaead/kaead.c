// SPDX-License-Identifier: MIT OR GPL-2.0-only
#include <crypto/aead.h>
#include <crypto/hash.h>
#include <crypto/sha2.h>
#include <linux/crc32.h>
#include <linux/module.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>

static int seal(struct crypto_aead *tfm, u8 *text, unsigned int len)
{
	u8 iv[12] = { 1 };
	struct scatterlist sg;
	struct aead_request *req;
	DECLARE_CRYPTO_WAIT(wait);
	int err;

	req = aead_request_alloc(tfm, GFP_KERNEL);
	if (!req)
		return -ENOMEM;
	sg_init_one(&sg, text, len + crypto_aead_authsize(tfm));
	aead_request_set_callback(req, CRYPTO_TFM_REQ_MAY_BACKLOG, crypto_req_done, &wait);
	aead_request_set_crypt(req, &sg, &sg, len, iv);
	aead_request_set_ad(req, 0);
	err = crypto_wait_req(crypto_aead_encrypt(req), &wait);
	aead_request_free(req);
	return err;
}

static int __init kaead_init(void)
{
	static const u8 key[16] = "sixteen bytes..";
	struct crypto_aead *tfm = crypto_alloc_aead("gcm(aes)", 0, 0);
	u8 *text;
	int err;

	if (IS_ERR(tfm))
		return PTR_ERR(tfm);
	text = kzalloc(16 + 16, GFP_KERNEL);
	err = text ? crypto_aead_setkey(tfm, key, sizeof(key)) : -ENOMEM;
	if (!err)
		err = seal(tfm, text, 16);
	if (!err)
		pr_info("crc of the sealed text %08x\n", crc32(0, text, 32));
	kfree(text);
	crypto_free_aead(tfm);
	return err;
}

static void __exit kaead_exit(void)
{
}

module_init(kaead_init);
module_exit(kaead_exit);
MODULE_LICENSE("GPL");
