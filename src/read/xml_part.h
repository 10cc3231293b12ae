/*
 * xml_part.h
 *		The XML of an archive's part, node by node.
 */
#ifndef BUSETTING_XML_PART_H
#define BUSETTING_XML_PART_H

#include "postgres.h"

#include "read/archive.h"

#define XML_DEPTH 64 /* of elements within elements, at most */

typedef struct XmlPart XmlPart;

typedef enum XmlKind
{
	XML_END, /* of an element, empty ones included */
	XML_BEGIN,
	XML_TEXT
} XmlKind;

extern XmlPart	  *xml_open(Archive *archive, const char *name);
extern void		   xml_close(XmlPart *part);
extern bool		   xml_next(XmlPart *part);
extern XmlKind	   xml_kind(const XmlPart *part);
extern int		   xml_depth(const XmlPart *part);
extern bool		   xml_begins(const XmlPart *part, const char *name);
extern bool		   xml_ends(const XmlPart *part, const char *name);
extern const char *xml_text(const XmlPart *part);
extern const char *xml_attribute(XmlPart *part, const char *name, const char *space);
extern int		   xml_number(const char *text, int otherwise);
extern void		   xml_skip(XmlPart *part);

#endif /* BUSETTING_XML_PART_H */
