/* fuzz_replay.c: main() of a fuzz target when no fuzzer drives it: replays its corpus and a list of
 * nasty lines as one test case each file. */
#include <dirent.h>
#include <errno.h>
#include <stdint.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
__attribute__((weak)) int LLVMFuzzerInitialize(
	int *argc, char ***argv); /* not every target has one */
int main(int argc, char **argv);

enum { INPUT_MAX = 1 << 20 };

/* Exactly sized memory, so that a sanitizer sees a read behind its end. */
static void feed(const char *bytes, size_t n)
{
	uint8_t *copy = malloc(n ? n : 1);
	if (!copy)
		abort();
	memcpy(copy, bytes, n);
	LLVMFuzzerTestOneInput(copy, n);
	free(copy);
}

static size_t read_file(const char *path, char *to)
{
	FILE *f = fopen(path, "rb");
	if (!f) {
		printf("# %s: %s\n", path, strerror(errno));
		return 0;
	}
	size_t n = fread(to, 1, INPUT_MAX, f);
	fclose(f);
	return n;
}

static void feed_lines(const char *text, size_t n)
{
	size_t from = 0;
	for (size_t i = 0; i < n; i++)
		if (text[i] == '\n') {
			feed(text + from, i - from);
			from = i + 1;
		}
}

static void feed_bytes(void)
{
	feed("", 0);
	for (int c = 0; c < 256; c++) {
		char twice[2] = {(char)c, (char)c};
		feed(twice, 1);
		feed(twice, 2);
	}
}

static int is_input(const struct dirent *d)
{
	return d->d_name[0] != '.';
}

int main(int argc, char **argv)
{
	static char text[INPUT_MAX];
	const char *name = strrchr(argv[0], '/');
	char path[4096];
	struct dirent **files = NULL;

	if (LLVMFuzzerInitialize)
		LLVMFuzzerInitialize(&argc, &argv);
	name = name ? name + 1 : argv[0];
	name += strncmp(name, "fuzz_", 5) == 0 ? 5 : 0;
	snprintf(path, sizeof path, "tests/fuzz/corpus/%s", name);
	int n = scandir(path, &files, is_input, alphasort);
	n = n < 0 ? 0 : n;
	printf("1..%d\n", n + 2);
	feed_bytes();
	printf("ok 1 - every byte alone\n");
	feed_lines(text, read_file("tests/data/blns.txt", text));
	printf("ok 2 - nasty lines\n");
	fflush(stdout); /* so that a crash does not take the lines before it */
	for (int i = 0; i < n; i++) {
		snprintf(path, sizeof path, "tests/fuzz/corpus/%s/%s", name, files[i]->d_name);
		feed(text, read_file(path, text));
		printf("ok %d - %s\n", i + 3, files[i]->d_name);
		fflush(stdout);
		free(files[i]);
	}
	free(files);
	return 0;
}
