/* networks.c: other networks of IRC where channels of incidents are bridged: the options of each, and its bridge. */
#include "app_internal.h"

static const struct str prefix = {"irc.", 4};

/* "irc.partner.server" into "partner" and "server". */
static bool read_name(struct str option, struct str *ret_network, struct str *ret_name)
{
	struct str rest = str_cut(option, prefix.n, option.n);
	ptrdiff_t at = str_find_ch(rest, '.');

	if (!str_starts(option, prefix) || at < 1)
		return false;
	*ret_network = str_cut(rest, 0, (size_t)at);
	*ret_name = str_cut(rest, (size_t)at + 1, rest.n);
	return true;
}

bool app_is_network(struct str option)
{
	struct str network, name;

	return read_name(option, &network, &name);
}

static bool is_good(struct str network)
{
	for (size_t n = 0; n < network.n; n++)
		if (!network.p[n] || !strchr("abcdefghijklmnopqrstuvwxyz0123456789-", network.p[n]))
			return false;
	return network.n <= ROOM_NETWORK_MAX;
}

/* NULL: there is no place for another. */
static struct network *network_of(struct app *app, struct str name)
{
	struct network *n;

	for (size_t k = 0; k < app->network_count; k++)
		if (str_eq_z(name, app->networks[k].name))
			return &app->networks[k];
	if (app->network_count == NETWORKS_MAX)
		return NULL;
	n = &app->networks[app->network_count++];
	snprintf(n->name, sizeof n->name, "%.*s", STR_ARG(name));
	n->options = irc_options_default();
	return n;
}

/* Only a process that stays, and has a bridge already, opens others. */
static enum rc open_bridge(struct app *app, struct network *n, struct err *err)
{
	struct bridge_setup setup = {.engine = app->engine,
		.loop = app->loop,
		.options = n->options,
		.network = n->name,
		.holder = app->holder,
		.farewell = app->log ? "the server was stopped" : NULL,
		.notice = app_on_notice,
		.notice_ctx = app};

	if (!app->bridge || app->watching || !n->options.server[0])
		return RC_OK;
	return bridge_open(&setup, &n->bridge, err);
}

enum rc app_set_network(struct app *app, struct str option, struct str value, struct err *err)
{
	struct str network, name;
	struct network *n;
	enum rc rc;

	if (!read_name(option, &network, &name) || !is_good(network))
		return err_set(err, RC_USAGE,
			"the options of another network are irc.NAME.OPTION; its name has small "
			"letters, digits and -, at most %d",
			ROOM_NETWORK_MAX);
	if (!value.n)
		return err_set(err, RC_USAGE, "say what %.*s is to be: `set %.*s VALUE`",
			STR_ARG(option), STR_ARG(option));
	if (str_eq_z(name, "channel") || str_eq_z(name, "incident_channel"))
		return err_set(err, RC_USAGE,
			"channels of another network are bridged: `bridge add #name "
			"audience=vendor network=%.*s`",
			STR_ARG(network));
	n = network_of(app, network);
	if (!n)
		return err_set(err, RC_LIMIT, "there are %d networks beside the first; no more fit",
			NETWORKS_MAX);
	rc = irc_options_set(&n->options, name, value, err);
	if (rc != RC_OK)
		return rc;
	return n->bridge ? bridge_set(n->bridge, name, value, err) : open_bridge(app, n, err);
}

void app_show_networks(struct app *app, struct doc *d)
{
	for (size_t k = 0; k < app->network_count; k++) {
		const struct network *n = &app->networks[k];

		if (n->bridge)
			doc_field(d, "network",
				str_fmt(d->arena, "%s: %s", n->name,
					bridge_status_text(n->bridge, d->arena)),
				ROLE_TEXT);
		else
			doc_field(d, "network",
				str_fmt(d->arena, "%s: %s, linked by a console or `serve`", n->name,
					n->options.server[0] ? n->options.server : "no server"),
				ROLE_DIM);
	}
}

void app_close_networks(struct app *app)
{
	for (size_t k = 0; k < app->network_count; k++)
		bridge_close(app->networks[k].bridge);
	app->network_count = 0;
}
