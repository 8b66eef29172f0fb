/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Fields inside words, named by their mask.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_BITFIELD_H
#define KTEST_LINUX_BITFIELD_H
#include <ktest/open.h>

#include <linux/build_bug.h>
#include <linux/typecheck.h>
#include <asm/byteorder.h>

#define __bf_shf(x) (__builtin_ffsll(x) - 1)
#define KTEST_BF_CHECK(mask, reg, val, name) \
	do { \
		BUILD_BUG_ON_MSG(!__builtin_constant_p(mask), name ": mask is not constant"); \
		BUILD_BUG_ON_MSG((mask) == 0, name ": mask is zero"); \
		BUILD_BUG_ON_MSG(__builtin_constant_p(val) ? \
				 ~((mask) >> __bf_shf(mask)) & (0 + (val)) : 0, \
				 name ": value too large for the field"); \
		BUILD_BUG_ON_MSG((unsigned long long)(mask) > \
				 (unsigned long long)(typeof(reg))~0ull, \
				 name ": type of reg too small for mask"); \
		__BUILD_BUG_ON_NOT_POWER_OF_2((mask) + (1ULL << __bf_shf(mask))); \
	} while (0)

#define FIELD_MAX(mask) \
	({ KTEST_BF_CHECK(mask, 0ULL, 0ULL, "FIELD_MAX"); (typeof(mask))((mask) >> __bf_shf(mask)); })
#define FIELD_FIT(mask, val) \
	({ \
		KTEST_BF_CHECK(mask, 0ULL, 0ULL, "FIELD_FIT"); \
		!((((typeof(mask))val) << __bf_shf(mask)) & ~(mask)); \
	})
#define FIELD_PREP(mask, val) \
	({ \
		KTEST_BF_CHECK(mask, 0ULL, val, "FIELD_PREP"); \
		((typeof(mask))(val) << __bf_shf(mask)) & (mask); \
	})
/* For initializers: constants only. */
#define FIELD_PREP_CONST(mask, val) \
	(BUILD_BUG_ON_ZERO((mask) == 0) + \
	 BUILD_BUG_ON_ZERO(~((mask) >> __bf_shf(mask)) & (val)) + \
	 BUILD_BUG_ON_ZERO(((mask) + (1ULL << __bf_shf(mask))) & ((mask) + (1ULL << __bf_shf(mask)) - 1)) + \
	 (((typeof(mask))(val) << __bf_shf(mask)) & (mask)))
#define FIELD_GET(mask, reg) \
	({ \
		KTEST_BF_CHECK(mask, reg, 0U, "FIELD_GET"); \
		(typeof(mask))(((reg) & (mask)) >> __bf_shf(mask)); \
	})

extern void __compiletime_error("value doesn't fit into mask") __field_overflow(void);
extern void __compiletime_error("bad bitfield mask") __bad_mask(void);

static __always_inline u64 field_multiplier(u64 field)
{
	if ((field | (field - 1)) & ((field | (field - 1)) + 1))
		__bad_mask();
	return field & -field;
}

static __always_inline u64 field_mask(u64 field)
{
	return field / field_multiplier(field);
}

#define field_max(field) ((typeof(field))field_mask(field))

static __always_inline u8 u8_encode_bits(u8 v, u8 field)
{
	if (__builtin_constant_p(v) && (v & ~field_mask(field)))
		__field_overflow();
	return ((u8)((v & field_mask(field)) * field_multiplier(field)));
}

static __always_inline u8 u8_replace_bits(u8 old, u8 val, u8 field)
{
	return (old & ~(field)) | u8_encode_bits(val, field);
}

static __always_inline void u8p_replace_bits(u8 *p, u8 val, u8 field)
{
	*p = u8_replace_bits(*p, val, field);
}

static __always_inline u8 u8_get_bits(u8 v, u8 field)
{
	return ((v) & field) / field_multiplier(field);
}

static __always_inline u16 u16_encode_bits(u16 v, u16 field)
{
	if (__builtin_constant_p(v) && (v & ~field_mask(field)))
		__field_overflow();
	return ((u16)((v & field_mask(field)) * field_multiplier(field)));
}

static __always_inline u16 u16_replace_bits(u16 old, u16 val, u16 field)
{
	return (old & ~(field)) | u16_encode_bits(val, field);
}

static __always_inline void u16p_replace_bits(u16 *p, u16 val, u16 field)
{
	*p = u16_replace_bits(*p, val, field);
}

static __always_inline u16 u16_get_bits(u16 v, u16 field)
{
	return ((v) & field) / field_multiplier(field);
}

static __always_inline u32 u32_encode_bits(u32 v, u32 field)
{
	if (__builtin_constant_p(v) && (v & ~field_mask(field)))
		__field_overflow();
	return ((u32)((v & field_mask(field)) * field_multiplier(field)));
}

static __always_inline u32 u32_replace_bits(u32 old, u32 val, u32 field)
{
	return (old & ~(field)) | u32_encode_bits(val, field);
}

static __always_inline void u32p_replace_bits(u32 *p, u32 val, u32 field)
{
	*p = u32_replace_bits(*p, val, field);
}

static __always_inline u32 u32_get_bits(u32 v, u32 field)
{
	return ((v) & field) / field_multiplier(field);
}

static __always_inline u64 u64_encode_bits(u64 v, u64 field)
{
	if (__builtin_constant_p(v) && (v & ~field_mask(field)))
		__field_overflow();
	return ((u64)((v & field_mask(field)) * field_multiplier(field)));
}

static __always_inline u64 u64_replace_bits(u64 old, u64 val, u64 field)
{
	return (old & ~(field)) | u64_encode_bits(val, field);
}

static __always_inline void u64p_replace_bits(u64 *p, u64 val, u64 field)
{
	*p = u64_replace_bits(*p, val, field);
}

static __always_inline u64 u64_get_bits(u64 v, u64 field)
{
	return ((v) & field) / field_multiplier(field);
}

static __always_inline __le16 le16_encode_bits(u16 v, u16 field)
{
	if (__builtin_constant_p(v) && (v & ~field_mask(field)))
		__field_overflow();
	return cpu_to_le16((u16)((v & field_mask(field)) * field_multiplier(field)));
}

static __always_inline __le16 le16_replace_bits(__le16 old, u16 val, u16 field)
{
	return (old & ~cpu_to_le16(field)) | le16_encode_bits(val, field);
}

static __always_inline void le16p_replace_bits(__le16 *p, u16 val, u16 field)
{
	*p = le16_replace_bits(*p, val, field);
}

static __always_inline u16 le16_get_bits(__le16 v, u16 field)
{
	return (le16_to_cpu(v) & field) / field_multiplier(field);
}

static __always_inline __be16 be16_encode_bits(u16 v, u16 field)
{
	if (__builtin_constant_p(v) && (v & ~field_mask(field)))
		__field_overflow();
	return cpu_to_be16((u16)((v & field_mask(field)) * field_multiplier(field)));
}

static __always_inline __be16 be16_replace_bits(__be16 old, u16 val, u16 field)
{
	return (old & ~cpu_to_be16(field)) | be16_encode_bits(val, field);
}

static __always_inline void be16p_replace_bits(__be16 *p, u16 val, u16 field)
{
	*p = be16_replace_bits(*p, val, field);
}

static __always_inline u16 be16_get_bits(__be16 v, u16 field)
{
	return (be16_to_cpu(v) & field) / field_multiplier(field);
}

static __always_inline __le32 le32_encode_bits(u32 v, u32 field)
{
	if (__builtin_constant_p(v) && (v & ~field_mask(field)))
		__field_overflow();
	return cpu_to_le32((u32)((v & field_mask(field)) * field_multiplier(field)));
}

static __always_inline __le32 le32_replace_bits(__le32 old, u32 val, u32 field)
{
	return (old & ~cpu_to_le32(field)) | le32_encode_bits(val, field);
}

static __always_inline void le32p_replace_bits(__le32 *p, u32 val, u32 field)
{
	*p = le32_replace_bits(*p, val, field);
}

static __always_inline u32 le32_get_bits(__le32 v, u32 field)
{
	return (le32_to_cpu(v) & field) / field_multiplier(field);
}

static __always_inline __be32 be32_encode_bits(u32 v, u32 field)
{
	if (__builtin_constant_p(v) && (v & ~field_mask(field)))
		__field_overflow();
	return cpu_to_be32((u32)((v & field_mask(field)) * field_multiplier(field)));
}

static __always_inline __be32 be32_replace_bits(__be32 old, u32 val, u32 field)
{
	return (old & ~cpu_to_be32(field)) | be32_encode_bits(val, field);
}

static __always_inline void be32p_replace_bits(__be32 *p, u32 val, u32 field)
{
	*p = be32_replace_bits(*p, val, field);
}

static __always_inline u32 be32_get_bits(__be32 v, u32 field)
{
	return (be32_to_cpu(v) & field) / field_multiplier(field);
}

static __always_inline __le64 le64_encode_bits(u64 v, u64 field)
{
	if (__builtin_constant_p(v) && (v & ~field_mask(field)))
		__field_overflow();
	return cpu_to_le64((u64)((v & field_mask(field)) * field_multiplier(field)));
}

static __always_inline __le64 le64_replace_bits(__le64 old, u64 val, u64 field)
{
	return (old & ~cpu_to_le64(field)) | le64_encode_bits(val, field);
}

static __always_inline void le64p_replace_bits(__le64 *p, u64 val, u64 field)
{
	*p = le64_replace_bits(*p, val, field);
}

static __always_inline u64 le64_get_bits(__le64 v, u64 field)
{
	return (le64_to_cpu(v) & field) / field_multiplier(field);
}

static __always_inline __be64 be64_encode_bits(u64 v, u64 field)
{
	if (__builtin_constant_p(v) && (v & ~field_mask(field)))
		__field_overflow();
	return cpu_to_be64((u64)((v & field_mask(field)) * field_multiplier(field)));
}

static __always_inline __be64 be64_replace_bits(__be64 old, u64 val, u64 field)
{
	return (old & ~cpu_to_be64(field)) | be64_encode_bits(val, field);
}

static __always_inline void be64p_replace_bits(__be64 *p, u64 val, u64 field)
{
	*p = be64_replace_bits(*p, val, field);
}

static __always_inline u64 be64_get_bits(__be64 v, u64 field)
{
	return (be64_to_cpu(v) & field) / field_multiplier(field);
}

#include <ktest/close.h>
#endif
