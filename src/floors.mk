# floors.mk: the rooms from the top floor down and what each may use; the build links by it and the include check holds it.
ROOMS := cli export send feed irc tui engine command lang view journal doc core sys base

EDGE_MAY_USE := engine command lang view journal doc core sys base
MAY_USE_base :=
MAY_USE_sys := base
MAY_USE_core := base
MAY_USE_doc := base
MAY_USE_journal := core sys base
MAY_USE_view := doc core base
MAY_USE_lang := doc core base
MAY_USE_command := lang view doc core base
MAY_USE_engine := command lang view journal doc core sys base
MAY_USE_tui := $(EDGE_MAY_USE)
MAY_USE_irc := $(EDGE_MAY_USE)
MAY_USE_feed := $(EDGE_MAY_USE)
MAY_USE_export := $(EDGE_MAY_USE)
MAY_USE_send := $(EDGE_MAY_USE)
MAY_USE_cli := $(EDGE_MAY_USE)
MAY_USE_app := $(ROOMS)

PURE := base core doc lang view command
