// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Which pointer a faulting access went through: an error pointer, ZERO_SIZE_PTR or NULL, and how
 * far behind it. Members of such pointers may have any small address (ERR_PTR(-12) + 0xc4 is 0xb8),
 * so the registers that the instruction names are looked at.
 */
#define _GNU_SOURCE
#include <string.h>
#include <ucontext.h>

#include "internal.h"

#define WILD_MAX_ERRNO 4095
#define WILD_ZERO_SIZE 16u		/* ZERO_SIZE_PTR */
#define WILD_REACH 4096u		/* members are not further away */
#define WILD_SHADOW 0x7fff8000ul	/* of AddressSanitizer: shadow of address 0 */

extern const char *strerrorname_np(int error) __attribute__((weak));
extern void __asan_init(void) __attribute__((weak));

int kth_is_error_pointer(kt_addr value)
{
	return value >= (kt_addr)-WILD_MAX_ERRNO;
}

static const char *wild_error_name(kt_addr value)
{
	static const struct {
		int error;
		const char *name;
	} kernel_only[] = {
		{ 512, "ERESTARTSYS" }, { 516, "ERESTART_RESTARTBLOCK" }, { 517, "EPROBE_DEFER" },
		{ 524, "ENOTSUPP" },
	};
	int error = (int)-value;

	for (unsigned int i = 0; i < sizeof(kernel_only) / sizeof(kernel_only[0]); i++)
		if (kernel_only[i].error == error)
			return kernel_only[i].name;
	return strerrorname_np ? strerrorname_np(error) : NULL;
}

void kth_error_pointer_text(char *text, kt_size size, kt_addr value)
{
	const char *name = wild_error_name(value);

	if (name)
		kth_format(text, size, "ERR_PTR(-%s)", name);
	else
		kth_format(text, size, "ERR_PTR(-%d)", (int)-value);
}

/* The registers that an instruction's memory operand is made of. */
struct wild_operand {
	kt_addr base, index;		/* index: only if it is not scaled */
	kt_addr address;		/* of all parts */
};

#define WILD_REGISTERS 16

#if defined(__x86_64__)

/* By their numbers in instructions. */
static void wild_registers(const ucontext_t *u, kt_addr *out)
{
	static const int order[WILD_REGISTERS] = {
		REG_RAX, REG_RCX, REG_RDX, REG_RBX, REG_RSP, REG_RBP, REG_RSI, REG_RDI,
		REG_R8,	 REG_R9,  REG_R10, REG_R11, REG_R12, REG_R13, REG_R14, REG_R15,
	};

	for (int i = 0; i < WILD_REGISTERS; i++)
		out[i] = (kt_addr)u->uc_mcontext.gregs[order[i]];
}

struct wild_prefix {
	unsigned int x, b;		/* high bits of the numbers of index and base */
	int unit;			/* of a displacement of one byte */
};

/* Skips prefixes and the opcode; returns where ModRM is. */
static const unsigned char *wild_modrm(const unsigned char *at, struct wild_prefix *p)
{
	while (*at && strchr("\x66\x67\xf2\xf3\xf0\x2e\x36\x3e\x26\x64\x65", *at))
		at++;
	if (*at == 0xc5)
		return at + 3;
	if (*at == 0xc4 || *at == 0x62) {	/* of AVX and AVX-512 */
		p->x = !(at[1] & 0x40);
		p->b = !(at[1] & 0x20);
		if (*at == 0xc4)
			return at + 4;
		p->unit = 16 << (at[3] >> 5 & 3);
		return at + 5;
	}
	if ((*at & 0xf0) == 0x40) {
		p->x = *at >> 1 & 1;
		p->b = *at & 1;
		at++;
	}
	if (*at != 0x0f)
		return at + 1;
	return at + (at[1] == 0x38 || at[1] == 0x3a ? 3 : 2);
}

static int wild_decode(const unsigned char *pc, const kt_addr *registers, struct wild_operand *o)
{
	struct wild_prefix p = { 0, 0, 1 };
	const unsigned char *at = wild_modrm(pc, &p);
	unsigned int mod = *at >> 6, rm = *at & 7, scale = 0;
	int has_base = 1, wide = 0;
	signed char narrow;

	at++;
	if (mod == 3 || (mod == 0 && rm == 5))
		return 0;
	o->index = 0;
	if (rm == 4) {
		unsigned int index = (*at >> 3 & 7) | p.x << 3;

		rm = *at & 7;
		scale = *at++ >> 6;
		if (index != 4)
			o->index = registers[index];
		has_base = mod || rm != 5;
	}
	o->base = has_base ? registers[rm | p.b << 3] : 0;
	o->address = o->base + (o->index << scale);
	if (scale)
		o->index = 0;
	if (mod == 1) {
		memcpy(&narrow, at, sizeof(narrow));
		o->address += (kt_addr)((long)narrow * p.unit);
	} else if (mod == 2 || !has_base) {
		memcpy(&wide, at, sizeof(wide));
		o->address += (kt_addr)(long)wide;
	}
	return 1;
}

/* Instructions that copy or fill: what they access is in RSI and RDI. */
static int wild_decode_string(const unsigned char *at, const kt_addr *registers, kt_addr addr,
			      struct wild_operand *o)
{
	while (*at == 0xf2 || *at == 0xf3 || *at == 0x66 || (*at & 0xf8) == 0x48)
		at++;
	if (!strchr("\xa4\xa5\xa6\xa7\xaa\xab\xac\xad\xae\xaf", *at) || !*at)
		return 0;
	o->index = 0;
	o->base = o->address = addr == registers[6] ? registers[6] : registers[7];
	return 1;
}

static int wild_operand(const ucontext_t *u, kt_addr addr, const kt_addr *registers,
			struct wild_operand *o)
{
	const unsigned char *pc = (const unsigned char *)u->uc_mcontext.gregs[REG_RIP];

	return wild_decode_string(pc, registers, addr, o) || wild_decode(pc, registers, o);
}

#elif defined(__aarch64__)

static void wild_registers(const ucontext_t *u, kt_addr *out)
{
	for (int i = 0; i < WILD_REGISTERS; i++)
		out[i] = u->uc_mcontext.regs[i];
}

static int wild_operand(const ucontext_t *u, kt_addr addr, const kt_addr *registers,
			struct wild_operand *o)
{
	unsigned int word, number;

	(void)registers;
	memcpy(&word, (const void *)u->uc_mcontext.pc, sizeof(word));
	number = word >> 5 & 31;
	o->index = 0;
	o->base = number == 31 ? u->uc_mcontext.sp : u->uc_mcontext.regs[number];
	o->address = addr;
	return (word & 0x0a000000u) == 0x08000000u;	/* loads and stores */
}

#else

static void wild_registers(const ucontext_t *u, kt_addr *out)
{
	(void)u;
	memset(out, 0, WILD_REGISTERS * sizeof(*out));
}

static int wild_operand(const ucontext_t *u, kt_addr addr, const kt_addr *registers,
			struct wild_operand *o)
{
	(void)u;
	(void)addr;
	(void)registers;
	(void)o;
	return 0;
}

#endif

static int wild_is_special(kt_addr value)
{
	return kth_is_error_pointer(value) || value == WILD_ZERO_SIZE;
}

/*
 * A register with an error pointer that `addr` is `least` bytes behind, or more; 0: none has. Those
 * of -1 and of errors without a name are mostly numbers.
 */
static kt_addr wild_in_register(const kt_addr *registers, kt_addr addr, kt_addr least)
{
	for (int i = 0; i < WILD_REGISTERS; i++) {
		kt_addr value = registers[i], behind = addr - value;

		if (kth_is_error_pointer(value) && value + 1 && wild_error_name(value) &&
		    behind < WILD_REACH && behind >= least)
			return value;
	}
	return 0;
}

static kt_size wild_text(char *text, kt_size size, kt_addr pointer, kt_addr addr, int is_sure)
{
	const char *likely = is_sure ? "" : ", probably";
	char name[64], offset[32] = "";

	if (addr - pointer < WILD_REACH)
		kth_format(offset, sizeof(offset), " + 0x%lx", (unsigned long)(addr - pointer));
	else
		kth_format(offset, sizeof(offset), " - 0x%lx", (unsigned long)(pointer - addr));
	if (addr == pointer)
		offset[0] = 0;
	if (pointer == WILD_ZERO_SIZE)
		return kth_format(text, size,
				  "access to memory of no bytes%s: ZERO_SIZE_PTR%s, which kmalloc(0) returns",
				  likely, offset);
	kth_error_pointer_text(name, sizeof(name), pointer);
	return kth_format(text, size,
			  "dereference of an error pointer%s: %s%s (IS_ERR() not checked?)",
			  likely, name, offset);
}

/* AddressSanitizer reads the shadow of an address first: the access itself was not made. */
static kt_size wild_shadow_text(char *text, kt_size size, const kt_addr *registers,
				const struct wild_operand *o)
{
	kt_addr first = (o->address - WILD_SHADOW) << 3, addr = first, pointer;

	if (!__asan_init || !kth_is_error_pointer(first + 7))
		return 0;
	for (int i = 0; i < WILD_REGISTERS; i++)
		if (registers[i] - first < 8)
			addr = registers[i];
	pointer = wild_in_register(registers, addr, 1);
	if (!pointer)
		pointer = wild_in_register(registers, addr, 0);
	return wild_text(text, size, pointer ? pointer : addr, addr, 0);
}

kt_size kth_wild_pointer(char *text, kt_size size, const void *context, kt_addr addr,
			 int has_address)
{
	kt_addr registers[WILD_REGISTERS], pointer;
	const ucontext_t *u = context;
	struct wild_operand o;

	wild_registers(u, registers);
	if (!wild_operand(u, addr, registers, &o))
		return 0;
	if (!has_address)
		return wild_shadow_text(text, size, registers, &o);
	if (addr - o.address >= 64 || addr + WILD_REACH >= 3 * WILD_REACH)
		return 0;
	if (addr == WILD_ZERO_SIZE && (o.base == addr || o.index == addr))
		return kth_format(text, size,
				  "access to ZERO_SIZE_PTR, which kmalloc(0) returns, or to byte 16 behind a NULL pointer");
	if (wild_is_special(o.base) || wild_is_special(o.index))
		return wild_text(text, size, wild_is_special(o.base) ? o.base : o.index, addr, 1);
	/* The address was added up before; byte 0 is NULL's, whatever other registers hold. */
	if (o.base != addr || o.index || !addr)
		return 0;
	pointer = wild_in_register(registers, addr, 1);
	if (pointer)
		return wild_text(text, size, pointer, addr, 0);
	return addr < WILD_ZERO_SIZE ? 0 : kth_format(text, size,
		"NULL pointer dereference, or that of ZERO_SIZE_PTR (kmalloc(0)) or an error pointer");
}
