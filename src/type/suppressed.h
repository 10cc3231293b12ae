/*
 * suppressed.h
 *		How the two types stand in a Datum, and the hash that they share.
 *
 * For all C code that takes or returns values of the types; installed for other
 * extensions.
 */
#ifndef BUSETTING_SUPPRESSED_H
#define BUSETTING_SUPPRESSED_H

#include "postgres.h"

#include "fmgr.h"
#include "lib/stringinfo.h"

#include "bounds.h" /* beside this one, also where both are installed */

/*
 * suppressed_int: 8 bytes, the lower bound in the high half and the upper in
 * the low half, so turned that the signed order of the whole is the order of
 * the type (bounds_compare): comparing, sorting and hashing need no unpacking.
 * The limits of int4 stand for "no bound" as those of int8 do in Bounds.
 */
static inline int64
suppressed_int_pack(int32 lower, int32 upper)
{
	return (int64) (((uint64) (uint32) lower << 32) | ((uint32) upper + (uint32) PG_INT32_MAX));
}

static inline int32
suppressed_int_packed_lower(int64 packed)
{
	return (int32) (packed >> 32);
}

static inline int32
suppressed_int_packed_upper(int64 packed)
{
	return (int32) ((uint32) packed - (uint32) PG_INT32_MAX);
}

static inline Bounds
suppressed_int_unpack(int64 packed)
{
	int32 lower = suppressed_int_packed_lower(packed);
	int32 upper = suppressed_int_packed_upper(packed);

	if (lower == upper)
		return bounds_exact(lower);
	return (Bounds){lower == PG_INT32_MIN ? NO_LOWER : lower, upper == PG_INT32_MAX ? NO_UPPER : upper};
}

/* Narrow bounds to int4; false where a bound does not fit. */
static inline bool
suppressed_int_narrow(Bounds value, int64 *packed)
{
	int64 lower = bounds_has_lower(value) ? value.lower : PG_INT32_MIN;
	int64 upper = bounds_has_upper(value) ? value.upper : PG_INT32_MAX;

	if (lower < PG_INT32_MIN || upper > PG_INT32_MAX || upper < PG_INT32_MIN || lower > PG_INT32_MAX)
		return false;
	if (!bounds_is_exact(value) && ((bounds_has_lower(value) && (lower == PG_INT32_MIN || lower == PG_INT32_MAX)) ||
									(bounds_has_upper(value) && (upper == PG_INT32_MAX || upper == PG_INT32_MIN))))
		return false;
	*packed = suppressed_int_pack((int32) lower, (int32) upper);
	return true;
}

#define DatumGetSuppressedInt(datum)	suppressed_int_unpack(DatumGetInt64(datum))
#define DatumGetSuppressedBigint(datum) (*(Bounds *) DatumGetPointer(datum))

/* A suppressed_bigint is a palloc'd Bounds. */
static inline Datum
SuppressedBigintGetDatum(Bounds value)
{
	Bounds *result = (Bounds *) palloc(sizeof(Bounds));

	*result = value;
	return PointerGetDatum(result);
}

/*
 * A hash of 64 bits in a few instructions, as hashing is where hash tables spend their time: every bit of the
 * result depends on every bit of the value (the finalizer of MurmurHash3, by Austin Appleby).  The
 * seed, times an odd number, moves the values apart.
 */
static inline uint64
hash_mix(uint64 value, uint64 seed)
{
	value += seed * UINT64CONST(0x9E3779B97F4A7C15);
	value ^= value >> 33;
	value *= UINT64CONST(0xFF51AFD7ED558CCD);
	value ^= value >> 33;
	value *= UINT64CONST(0xC4CEB9FE1A85EC53);
	return value ^ value >> 33;
}

#endif /* BUSETTING_SUPPRESSED_H */
