/*
 * archive.h
 *		The parts of a ZIP archive, within limits.
 */
#ifndef BUSETTING_ARCHIVE_H
#define BUSETTING_ARCHIVE_H

#include "postgres.h"

#define ARCHIVE_ENTRIES	   4096				   /* of an archive, at most */
#define ARCHIVE_PART_BYTES (256 * 1024 * 1024) /* of a part, unpacked */
#define ARCHIVE_ALL_BYTES  (512 * 1024 * 1024) /* of all parts that are read, unpacked, as often as they are */
#define ARCHIVE_RATIO	   250				   /* of a part unpacked to packed, once it is longer than this */
#define ARCHIVE_RATIO_FROM (4 * 1024 * 1024)

typedef struct Archive	   Archive;
typedef struct ArchivePart ArchivePart;

extern bool			archive_detect(const char *bytes, size_t length);
extern Archive	   *archive_open(const char *bytes, size_t length);
extern void			archive_close(Archive *archive);
extern bool			archive_has(Archive *archive, const char *name);
extern ArchivePart *archive_open_part(Archive *archive, const char *name);
extern int			archive_read(ArchivePart *part, char *buffer, int length);
extern void			archive_check(const ArchivePart *part);

#endif /* BUSETTING_ARCHIVE_H */
