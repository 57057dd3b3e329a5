/* zone.c: finds time zones by name in the system's zone table. */
#include "sys/zone.h"

#include "sys/file.h"

enum { ZONE_FILE_MAX = 64 * 1024 };
static const char zone_dir[] = "/usr/share/zoneinfo";

/* Also keeps names out that could not stand in a command line. */
static bool is_zone_name(struct str name)
{
	if (name.n > 64 || !file_is_inside(name))
		return false;
	for (size_t i = 0; i < name.n; i++) {
		char c = name.p[i];
		bool letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
		if (!letter && (i == 0 || (!(c >= '0' && c <= '9') && !strchr("/_+-", c))))
			return false;
	}
	return true;
}

static bool load_fixed(struct arena *a, struct str name, const struct zone **ret)
{
	uint64_t hour, minute;
	if (str_eq_z(name, "UTC") || str_eq_z(name, "Z")) {
		*ret = zone_fixed(a, 0);
		return true;
	}
	if (name.n != 6 || (name.p[0] != '+' && name.p[0] != '-') || name.p[3] != ':')
		return false;
	if (!str_to_u64(str_cut(name, 1, 3), 15, &hour) ||
		!str_to_u64(str_cut(name, 4, 6), 59, &minute))
		return false;
	int offset_min = (int)(hour * 60 + minute);
	*ret = zone_fixed(a, name.p[0] == '-' ? -offset_min : offset_min);
	return true;
}

static enum rc load_file(struct arena *a, const char *name, const char *path,
	const struct zone **ret, struct err *err)
{
	struct str bytes;
	if (file_read(a, path, ZONE_FILE_MAX, &bytes, NULL) ||
		zone_parse(a, name, bytes, ret, NULL))
		return err_set(err, RC_UNKNOWN,
			"there is no time zone %s here; names are like Europe/Berlin, UTC or "
			"+05:30",
			name);
	return RC_OK;
}

enum rc zone_load(struct arena *a, const char *name, const struct zone **ret, struct err *err)
{
	if (load_fixed(a, str_z(name), ret))
		return RC_OK;
	if (!is_zone_name(str_z(name)))
		return err_set(err, RC_USAGE,
			"\"%s\" is no name of a time zone; names are like Europe/Berlin, UTC or "
			"+05:30",
			name);
	return load_file(a, name, file_join(a, zone_dir, name), ret, err);
}
