/* page_style.h: the style sheet of an exported page and of a figure that stands alone: light, dark and print. */
#ifndef DOC_PAGE_STYLE_H
#define DOC_PAGE_STYLE_H

/* Colours are pairs with a contrast of at least 4.5 to 1 on their background. */
#define STYLE_COLOURS                                                                              \
	":root{color-scheme:light "                                                                \
	"dark;--bg:#fff;--fg:#1b1f24;--soft:#f3f5f7;--line:#c9d1d9;--dim:#59636e;"                 \
	"--link:#0b57d0;--sev1:#b3161b;--sev2:#8a4b00;--sev3:#1f5fa8;--sev4:#4f5b66;--ok:#1a6b2d;" \
	"--"                                                                                       \
	"wait:#7a3e9d;"                                                                            \
	"--bar-text:#fff}\n"                                                                       \
	"@media "                                                                                  \
	"(prefers-color-scheme:dark){:root{--bg:#12161b;--fg:#e4e8ec;--soft:#1d242c;--line:#"      \
	"3a4450;"                                                                                  \
	"--dim:#9aa6b2;--link:#8ab4f8;--sev1:#ff8a85;--sev2:#f0b35a;--sev3:#8ab8f0;--sev4:#"       \
	"a9b5c1;-"                                                                                 \
	"-ok:#7fd08f;"                                                                             \
	"--wait:#d0a5ea;--bar-text:#12161b}}\n"

/* What is drawn in a figure, by style role. */
#define STYLE_FIGURE                                                                               \
	".f-tick{stroke:var(--line)}.f-axis{fill:var(--dim)}.f-lane{fill:var(--fg);font-weight:"   \
	"600}"                                                                                     \
	".f-out{fill:var(--fg)}.f-in{fill:var(--bar-text)}.f-bar{stroke:var(--fg);stroke-width:."  \
	"5}"                                                                                       \
	"\n"                                                                                       \
	".f-text,.f-me,.f-cmd,.f-mark,.f-sel,.f-head,.f-past,.f-drill{fill:var(--sev4)}.f-sev1,."  \
	"f-"                                                                                       \
	"err{fill:"                                                                                \
	"var(--sev1)}"                                                                             \
	".f-sev2{fill:var(--sev2)}.f-sev3{fill:var(--sev3)}.f-sev4,.f-dim{fill:var(--sev4)}.f-ok{" \
	"fill:var(--ok)}"                                                                          \
	".f-wait{fill:var(--wait)}.f-cross{fill:none;stroke:var(--sev1);stroke-width:3}"           \
	".f-ring{fill:var(--bg);stroke:var(--sev4);stroke-width:2}.f-bar.f-dim{stroke-dasharray:"  \
	"3 "                                                                                       \
	"2}\n"

#define PAGE_STYLE                                                                                 \
	STYLE_COLOURS                                                                              \
	"*{box-sizing:border-box}\n"                                                               \
	"body{margin:0;background:var(--bg);color:var(--fg);font:16px/1.5 system-ui,sans-serif}\n" \
	"main{max-width:68rem;margin:0 auto;padding:1.5rem 1rem 4rem}\n"                           \
	".skip{position:absolute;left:-99rem}\n"                                                   \
	".skip:focus{left:1rem;top:1rem;background:var(--bg);padding:.5rem;outline:2px solid "     \
	"var(--link)}\n"                                                                           \
	"h1,h2,h3,h4,h5,h6{line-height:1.25;margin:1.6em 0 .5em;overflow-wrap:anywhere}\n"         \
	"h1{font-size:1.8rem;margin-top:0}h2{font-size:1.35rem;border-bottom:1px solid "           \
	"var(--line)}h3{font-size:1.1rem}\n"                                                       \
	"p,li,dd{overflow-wrap:anywhere;white-space:pre-wrap}\n"                                   \
	"a{color:var(--link)}\n"                                                                   \
	".scroll{overflow-x:auto}\n"                                                               \
	"table{border-collapse:collapse;margin:.5rem 0 1rem;font-variant-numeric:tabular-nums}\n"  \
	"th,td{border:1px solid var(--line);padding:.3rem "                                        \
	".6rem;text-align:left;vertical-align:top;white-space:pre-wrap;"                           \
	"overflow-wrap:anywhere;min-width:4rem}\n"                                                 \
	"th{background:var(--soft)}.num{text-align:right}.fix{white-space:pre;overflow-wrap:"      \
	"normal}"                                                                                  \
	"\n"                                                                                       \
	"dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem "                         \
	"1.2rem}dt{font-weight:600}dd{margin:0}\n"                                                 \
	"blockquote{margin:.5rem 0;padding:.2rem 1rem;border-left:4px solid "                      \
	"var(--line);white-space:pre-wrap;"                                                        \
	"overflow-wrap:anywhere}\n"                                                                \
	"pre{background:var(--soft);padding:.7rem 1rem;overflow-x:auto}\n"                         \
	"ul{padding-left:1.4rem;white-space:normal}.task{list-style:none;margin-left:-1.2rem}\n"   \
	"mark{background:var(--fg);color:var(--bg);padding:0 .15em;font:.85em monospace}\n"        \
	".mark{position:sticky;top:0;z-index:1;background:var(--fg);color:var(--bg);font-weight:"  \
	"700;"                                                                                     \
	"text-align:center;padding:.3rem 1rem}\n"                                                  \
	".rule{display:flex;align-items:center;gap:.8rem;color:var(--dim);font-weight:600}\n"      \
	".rule::after{content:\"\";flex:1;border-top:1px solid var(--line)}\n"                     \
	"figure{margin:1rem 0}figcaption{font-weight:600}svg{width:100%;height:auto;font:12px "    \
	"system-ui,sans-serif}\n"                                                                  \
	".r-sev1,.r-err{color:var(--sev1);font-weight:600}.r-sev2,.r-past{color:var(--sev2);font-" \
	"weight:600}"                                                                              \
	".r-sev3{color:var(--sev3)}.r-sev4{color:var(--sev4)}.r-ok{color:var(--ok)}.r-wait{color:" \
	"var(--wait)}"                                                                             \
	".r-me,.r-head,.r-drill{font-weight:600}.r-cmd{font-family:monospace}.r-dim{color:var(--"  \
	"dim)}"                                                                                    \
	".r-mark,.r-sel{background:var(--soft)}\n" STYLE_FIGURE "@media "                          \
	"print{:root{--bg:#fff;--fg:#000;--soft:#f3f5f7;--line:#888;--dim:#444;--link:#000;--"     \
	"sev1:#"                                                                                   \
	"8f1014;"                                                                                  \
	"--sev2:#6e3c00;--sev3:#174a84;--sev4:#3d4750;--ok:#135222;--wait:#5d2f78;--bar-text:#"    \
	"fff}"                                                                                     \
	".mark{position:fixed;left:0;right:0;border:2px solid #000;background:#fff;color:#000}"    \
	".mark~main{padding-top:2.5rem}.skip{display:none}main{max-width:none;padding:0}h1,h2,h3{" \
	"break-after:avoid}tr,figure,"                                                             \
	"blockquote{break-inside:avoid}"                                                           \
	"a[href^=http]::after{content:\" (\" attr(href) \")\";font-size:.85em}}\n"

/* A figure that stands alone. */
#define FIGURE_STYLE                                                                               \
	STYLE_COLOURS STYLE_FIGURE "svg{background:var(--bg);font:12px system-ui,sans-serif}\n"

#endif
