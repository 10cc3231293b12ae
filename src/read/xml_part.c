/*
 * xml_part.c
 *		The XML of an archive's part, node by node.
 *
 * libxml2's reader is asked for one node after the other, so that no part is in memory as a
 * whole.  It loads nothing from the network or from files, expands no entity, and keeps its own
 * limits; a document type, which no workbook has, is an error before anything of it is used.
 *
 * Called by the readers of workbooks.  Owns the reader, in a memory context of its own, at whose
 * end it is freed, be it by xml_close() or an error.
 */
#include "postgres.h"

#include <libxml/xmlreader.h>

#include "miscadmin.h"
#include "utils/memutils.h"

#include "read/xml_part.h"
#include "util/compat.h"

/* the error is no longer the caller's to change since libxml 2.12 */
#if LIBXML_VERSION >= 21200
typedef const xmlError *XmlProblem;
#else
typedef xmlErrorPtr XmlProblem;
#endif

struct XmlPart
{
	MemoryContext	 context;
	MemoryContext	 node; /* what attributes are copied into */
	char			*name;
	ArchivePart		*part;
	xmlTextReaderPtr reader;
	XmlKind			 kind;
	bool			 empty; /* the element that begins ends at once */
	const char		*local; /* name of the element */
	char			 problem[160];
};

static void
xml_free(void *argument)
{
	XmlPart *part = argument;

	if (part->reader != NULL)
		xmlFreeTextReader(part->reader);
	part->reader = NULL;
}

static int
xml_read_bytes(void *argument, char *buffer, int length)
{
	return archive_read(argument, buffer, length);
}

/* libxml says what is wrong: the first is kept. */
static void
xml_note_problem(void *argument, XmlProblem problem)
{
	XmlPart *part = argument;

	if (part->problem[0] == '\0' && problem != NULL && problem->message != NULL && problem->level >= XML_ERR_ERROR)
	{
		strlcpy(part->problem, problem->message, sizeof(part->problem));
		part->problem[strcspn(part->problem, "\n")] = '\0';
	}
}

static void xml_fail(const XmlPart *part, const char *reason) __attribute__((noreturn));

static void
xml_fail(const XmlPart *part, const char *reason)
{
	ereport(ERROR,
			(errcode(ERRCODE_BAD_COPY_FILE_FORMAT),
			 errmsg("part \"%s\" of the workbook cannot be read: %s", part->name, reason),
			 errdetail("A part is well-formed XML without a document type, nested in at most %d levels.", XML_DEPTH),
			 errhint("Save the workbook anew as .xlsx or .ods, or as CSV.")));
}

/* Open a part of the archive; NULL where there is none of that name. */
XmlPart *
xml_open(Archive *archive, const char *name)
{
	MemoryContext		   context = AllocSetContextCreate(CurrentMemoryContext, "XML part", ALLOCSET_SMALL_SIZES);
	MemoryContext		   caller = MemoryContextSwitchTo(context);
	XmlPart				  *part = palloc0(sizeof(XmlPart));
	MemoryContextCallback *callback = palloc0(sizeof(MemoryContextCallback));

	part->context = context;
	part->node = AllocSetContextCreate(context, "XML node", ALLOCSET_SMALL_SIZES);
	part->name = pstrdup(name);
	part->part = archive_open_part(archive, name);
	if (part->part != NULL)
	{
		callback->func = xml_free;
		callback->arg = part;
		MemoryContextRegisterResetCallback(context, callback);
		part->reader = xmlReaderForIO(xml_read_bytes, NULL, part->part, NULL, NULL,
									  XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA |
										  XML_PARSE_COMPACT);
		if (part->reader == NULL)
			ereport(ERROR, (errcode(ERRCODE_OUT_OF_MEMORY), errmsg("out of memory")));
		xmlTextReaderSetStructuredErrorHandler(part->reader, (xmlStructuredErrorFunc) xml_note_problem, part);
	}
	MemoryContextSwitchTo(caller);
	if (part->part == NULL)
	{
		MemoryContextDelete(context);
		return NULL;
	}
	return part;
}

void
xml_close(XmlPart *part)
{
	MemoryContextDelete(part->context);
}

/* Go on to the next beginning, end or text; false at the end of the part. */
bool
xml_next(XmlPart *part)
{
	MemoryContextReset(part->node);
	if (part->kind == XML_BEGIN && part->empty)
	{
		part->kind = XML_END;
		part->empty = false;
		return true;
	}
	for (;;)
	{
		int result;

		CHECK_FOR_INTERRUPTS();
		result = xmlTextReaderRead(part->reader);
		archive_check(part->part);
		if (result < 0 || (result == 0 && part->problem[0] != '\0'))
			xml_fail(part, part->problem[0] != '\0' ? part->problem : "it is no XML");
		if (result == 0)
			return false;
		if (xmlTextReaderDepth(part->reader) > XML_DEPTH)
			xml_fail(part, "it is nested too deeply");
		switch (xmlTextReaderNodeType(part->reader))
		{
			case XML_READER_TYPE_DOCUMENT_TYPE:
				xml_fail(part, "it has a document type");
			case XML_READER_TYPE_ENTITY_REFERENCE:
				xml_fail(part, "it refers to an entity");
			case XML_READER_TYPE_ELEMENT:
				part->kind = XML_BEGIN;
				part->empty = xmlTextReaderIsEmptyElement(part->reader) == 1;
				part->local = (const char *) xmlTextReaderConstLocalName(part->reader);
				return true;
			case XML_READER_TYPE_END_ELEMENT:
				part->kind = XML_END;
				part->local = (const char *) xmlTextReaderConstLocalName(part->reader);
				return true;
			case XML_READER_TYPE_TEXT:
			case XML_READER_TYPE_CDATA:
			case XML_READER_TYPE_WHITESPACE:
			case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
				part->kind = XML_TEXT;
				return true;
			default:
				break; /* comments and the like */
		}
	}
}

XmlKind
xml_kind(const XmlPart *part)
{
	return part->kind;
}

/* How many elements the node stands within. */
int
xml_depth(const XmlPart *part)
{
	return xmlTextReaderDepth(part->reader);
}

/* Does an element of the local name begin? */
bool
xml_begins(const XmlPart *part, const char *name)
{
	return part->kind == XML_BEGIN && strcmp(part->local, name) == 0;
}

bool
xml_ends(const XmlPart *part, const char *name)
{
	return part->kind == XML_END && strcmp(part->local, name) == 0;
}

/* The text that the node is. */
const char *
xml_text(const XmlPart *part)
{
	const char *text = (const char *) xmlTextReaderConstValue(part->reader);

	return text != NULL ? text : "";
}

/* A number that an attribute or text is, of up to nine digits; otherwise where it is none, or NULL. */
int
xml_number(const char *text, int otherwise)
{
	return text != NULL && *text != '\0' && strlen(text) < 10 && strspn(text, "0123456789") == strlen(text) ?
			   (int) strtol(text, NULL, 10) :
			   otherwise;
}

/*
 * An attribute of the element that begins, by its local name and the end of its namespace, which
 * is NULL for one without; NULL where there is none.  It lives until the next node.
 */
const char *
xml_attribute(XmlPart *part, const char *name, const char *space)
{
	char *value = NULL;

	while (value == NULL && xmlTextReaderMoveToNextAttribute(part->reader) == 1)
	{
		const char *its = (const char *) xmlTextReaderConstNamespaceUri(part->reader);
		size_t		length = space != NULL ? strlen(space) : 0;

		if (strcmp((const char *) xmlTextReaderConstLocalName(part->reader), name) == 0 &&
			(space == NULL ? its == NULL :
							 its != NULL && strlen(its) >= length && strcmp(its + strlen(its) - length, space) == 0))
		{
			const char *text = (const char *) xmlTextReaderConstValue(part->reader);

			value = MemoryContextStrdup(part->node, text != NULL ? text : "");
		}
	}
	(void) xmlTextReaderMoveToElement(part->reader);
	return value;
}

/* Pass over the element that begins: it has ended then. */
void
xml_skip(XmlPart *part)
{
	int within = 1;

	while (within > 0 && xml_next(part))
		within += part->kind == XML_BEGIN ? 1 : part->kind == XML_END ? -1 : 0;
}
