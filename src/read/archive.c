/*
 * archive.c
 *		The parts of a ZIP archive, within limits.
 *
 * Workbooks are archives, and whoever sends one may mean harm: a kilobyte that unpacks to
 * gigabytes, a hundred thousand entries, two parts of one name.  What is read is bounded: in
 * entries, in bytes when unpacked, in how many times the packed ones these are.  No archive
 * within an archive is opened, and nothing is written.
 *
 * Called by xml_part.c and the readers of workbooks.  Owns what libzip allocates: an archive
 * lives in a memory context of its own, at whose end, be it archive_close() or an error, all of
 * libzip's is freed.
 */
#include "postgres.h"

#include <zip.h>

#include "miscadmin.h"
#include "utils/memutils.h"

#include "read/archive.h"
#include "util/compat.h"

struct Archive
{
	MemoryContext context;
	zip_t		 *zip;
	int64		  unpacked; /* bytes read of all parts */
};

struct ArchivePart
{
	Archive				 *archive;
	char				 *name;
	zip_file_t			 *file;
	int64				  packed;	/* bytes */
	int64				  unpacked; /* bytes read so far */
	const char			 *failure;	/* why no more can be read, or NULL */
	MemoryContextCallback callback;
};

#define ARCHIVE_HINT "Save the workbook anew as .xlsx or .ods, or as CSV."

/* At the end of the archive's context. */
static void
archive_free(void *argument)
{
	Archive *archive = argument;

	if (archive->zip != NULL)
		zip_discard(archive->zip);
	archive->zip = NULL;
}

static void
part_free(void *argument)
{
	ArchivePart *part = argument;

	if (part->file != NULL)
		(void) zip_fclose(part->file);
	part->file = NULL;
}

/* Do the bytes begin as an archive does? */
bool
archive_detect(const char *bytes, size_t length)
{
	return length >= 4 && (memcmp(bytes, "PK\x03\x04", 4) == 0 || memcmp(bytes, "PK\x05\x06", 4) == 0);
}

/* Open the archive that the bytes are, which must live as long; errors are thrown. */
Archive *
archive_open(const char *bytes, size_t length)
{
	MemoryContext		   context = AllocSetContextCreate(CurrentMemoryContext, "archive", ALLOCSET_SMALL_SIZES);
	Archive				  *archive = MemoryContextAllocZero(context, sizeof(Archive));
	MemoryContextCallback *callback = MemoryContextAllocZero(context, sizeof(MemoryContextCallback));
	zip_error_t			   error;
	zip_source_t		  *source;
	zip_int64_t			   entries;

	archive->context = context;
	callback->func = archive_free;
	callback->arg = archive;
	MemoryContextRegisterResetCallback(context, callback);
	zip_error_init(&error);
	source = zip_source_buffer_create(bytes, length, 0, &error);
	if (source != NULL)
	{
		archive->zip = zip_open_from_source(source, ZIP_RDONLY, &error);
		if (archive->zip == NULL)
			zip_source_free(source);
	}
	if (archive->zip == NULL)
	{
		char *reason = pstrdup(zip_error_strerror(&error));

		zip_error_fini(&error);
		ereport(ERROR, (errcode(ERRCODE_BAD_COPY_FILE_FORMAT), errmsg("the archive cannot be opened: %s", reason),
						errdetail("It begins as a ZIP archive does, which workbooks are."),
						errhint("Copy the file again, to its end. " ARCHIVE_HINT)));
	}
	zip_error_fini(&error);
	entries = zip_get_num_entries(archive->zip, 0);
	if (entries > ARCHIVE_ENTRIES)
		ereport(ERROR, (errcode(ERRCODE_BAD_COPY_FILE_FORMAT),
						errmsg("the archive has " INT64_FORMAT " entries", (int64) entries),
						errdetail("At most %d are read; a workbook has some dozens.", ARCHIVE_ENTRIES),
						errhint(ARCHIVE_HINT)));
	return archive;
}

void
archive_close(Archive *archive)
{
	MemoryContextDelete(archive->context);
}

/* Is there a part of the name?  Case is of no matter, as in OPC. */
bool
archive_has(Archive *archive, const char *name)
{
	return zip_name_locate(archive->zip, name, ZIP_FL_NOCASE) >= 0;
}

/* The only entry of the name; two would be two workbooks, of which programs show one or the other. */
static zip_int64_t
archive_locate(Archive *archive, const char *name)
{
	zip_int64_t place = zip_name_locate(archive->zip, name, ZIP_FL_NOCASE);
	zip_int64_t entries = zip_get_num_entries(archive->zip, 0);
	zip_int64_t i;

	for (i = place + 1; place >= 0 && i < entries; i++)
	{
		const char *other = zip_get_name(archive->zip, i, 0);

		if (other != NULL && pg_strcasecmp(other, name) == 0)
			ereport(ERROR, (errcode(ERRCODE_BAD_COPY_FILE_FORMAT), errmsg("the archive has part \"%s\" twice", name),
							errdetail("Programs differ in which of two parts they show."), errhint(ARCHIVE_HINT)));
	}
	return place;
}

/* Open a part, to be read from its beginning; NULL where there is none of that name.  It ends with the current context. */
ArchivePart *
archive_open_part(Archive *archive, const char *name)
{
	zip_int64_t	 place = archive_locate(archive, name);
	ArchivePart *part;
	zip_stat_t	 stat;

	if (place < 0)
		return NULL;
	zip_stat_init(&stat);
	if (zip_stat_index(archive->zip, place, 0, &stat) != 0 || (stat.valid & ZIP_STAT_COMP_SIZE) == 0)
		ereport(ERROR, (errcode(ERRCODE_BAD_COPY_FILE_FORMAT),
						errmsg("part \"%s\" of the archive cannot be read: %s", name, zip_strerror(archive->zip)),
						errdetail("The archive's list of parts is damaged."), errhint(ARCHIVE_HINT)));
	if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE)
		ereport(ERROR, (errcode(ERRCODE_BAD_COPY_FILE_FORMAT), errmsg("part \"%s\" of the archive is encrypted", name),
						errdetail("What is encrypted cannot be read here."),
						errhint("Open the file with its password, and save it without one.")));
	part = palloc0(sizeof(ArchivePart));
	part->archive = archive;
	part->name = pstrdup(name);
	part->packed = stat.comp_size;
	part->callback.func = part_free;
	part->callback.arg = part;
	MemoryContextRegisterResetCallback(CurrentMemoryContext, &part->callback);
	part->file = zip_fopen_index(archive->zip, place, 0);
	if (part->file == NULL)
		ereport(ERROR, (errcode(ERRCODE_BAD_COPY_FILE_FORMAT),
						errmsg("part \"%s\" of the archive cannot be read: %s", name, zip_strerror(archive->zip)),
						errdetail("It is damaged, or packed by a method that is not known."), errhint(ARCHIVE_HINT)));
	return part;
}

/* Read on; 0 at the end, -1 where that cannot be, for which archive_check() has the error.  It throws none: libxml calls. */
int
archive_read(ArchivePart *part, char *buffer, int length)
{
	zip_int64_t count;

	if (part->failure != NULL)
		return -1;
	count = zip_fread(part->file, buffer, length);
	if (count < 0)
	{
		part->failure = zip_file_strerror(part->file);
		return -1;
	}
	part->unpacked += count;
	part->archive->unpacked += count;
	if (part->unpacked > ARCHIVE_PART_BYTES || part->archive->unpacked > ARCHIVE_ALL_BYTES)
		part->failure = "it is too long when unpacked";
	else if (part->unpacked > ARCHIVE_RATIO_FROM && part->unpacked / ARCHIVE_RATIO > part->packed)
		part->failure = "it is packed more tightly than a workbook's parts are";
	return part->failure != NULL ? -1 : (int) count;
}

/* Throw the error that reading has met, if any. */
void
archive_check(const ArchivePart *part)
{
	if (part->failure != NULL)
		ereport(ERROR,
				(errcode(ERRCODE_BAD_COPY_FILE_FORMAT),
				 errmsg("part \"%s\" of the archive cannot be read: %s", part->name, part->failure),
				 errdetail("At most %d MB of a part and %d MB of all are unpacked, and %d times as much as is packed.",
						   ARCHIVE_PART_BYTES / 1024 / 1024, ARCHIVE_ALL_BYTES / 1024 / 1024, ARCHIVE_RATIO),
				 errhint(ARCHIVE_HINT)));
}
