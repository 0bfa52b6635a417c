import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureMinistack, findPython, ministackFolder } from "../../rehearsal/setup/ministack";

/** A Python that only knows how to make an environment; what runs in there is written to a log. */
const VENV_MAKER = (log: string, inside: string) => `#!/bin/sh
case "$1" in
  -c) echo 3 12 True ;;
  -m) echo "venv" >> "${log}"; mkdir -p "$3/bin"; cp "${inside}" "$3/bin/python" ;;
esac
`;

const INSIDE = (log: string, status: number) => `#!/bin/sh
case "$1" in
  -c) exit 0 ;;
  -m) echo "$*" >> "${log}"; echo "no such version" >&2; exit ${status} ;;
esac
`;

describe("the set-up's local AWS", () => {
  let root: string;
  let env: NodeJS.ProcessEnv;
  let log: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "ses-launch-setup-"));
    log = join(root, "log");
    mkdirSync(join(root, "path"));
    env = { PATH: `${join(root, "path")}:/usr/bin:/bin` };
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  function executable(name: string, content: string): string {
    const file = join(root, name);
    writeFileSync(file, content);
    chmodSync(file, 0o755);
    return file;
  }

  function python(pipStatus = 0): void {
    executable("path/python3", VENV_MAKER(log, executable("inside", INSIDE(log, pipStatus))));
  }

  const done = () => (existsSync(log) ? readFileSync(log, "utf8").trim().split("\n") : []);
  const installed = () => existsSync(join(ministackFolder(root), "complete"));

  describe("takes a Python", () => {
    const only = { PATH: "" };
    beforeEach(() => {
      only.PATH = join(root, "path");
    });
    const tells = (name: string, line: string) => executable(`path/${name}`, `#!/bin/sh\necho ${line}\n`);

    it("that is 3.10 or newer, by its numbers", () => {
      for (const [line, command] of [
        ["3 10 True", "python3"],
        ["3 9 True", "python"],
        ["4 0 True", "python3"],
        ["2 70 True", "python"],
      ]) {
        tells("python3", line ?? "");
        tells("python", "3 13 True");
        assert.equal(findPython(only), command, line);
      }
    });

    it("or says in one error what to install and why", () => {
      assert.throws(() => findPython(only), /which needs Python 3\.10 or newer on PATH .* Found: none\.$/);
      tells("python3", "3 12 False");
      tells("python", "2 7 True");
      assert.throws(
        () => findPython(only),
        /python3-venv\)\. Found: python3 is 3\.12 without venv and ensurepip; python is 2\.7\.$/,
      );
    });
  });

  it("is installed once, in the pinned version, from wherever pip is set up to look", async () => {
    python();
    assert.equal(await ensureMinistack(root, env), ministackFolder(root));
    const pip = "-m pip install --quiet --disable-pip-version-check ministack==1.5.33";
    assert.deepEqual(done(), ["venv", pip]);
    await ensureMinistack(root, env);
    assert.deepEqual(done(), ["venv", pip]);
  });

  it("is installed anew where an installation was interrupted, with nothing of it left", async () => {
    python();
    mkdirSync(join(ministackFolder(root), "bin"), { recursive: true });
    writeFileSync(join(ministackFolder(root), "half"), "");
    await ensureMinistack(root, env);
    assert(installed());
    assert(!existsSync(join(ministackFolder(root), "half")));
  });

  it("is installed anew where its Python has gone or no longer knows it", async () => {
    python();
    await ensureMinistack(root, env);
    rmSync(join(ministackFolder(root), "bin", "python"));
    await ensureMinistack(root, env);
    writeFileSync(join(ministackFolder(root), "bin", "python"), "#!/bin/sh\nexit 1\n");
    await ensureMinistack(root, env);
    assert.equal(done().filter((line) => line === "venv").length, 3);
  });

  it("is not taken for installed when pip fails, and says why", async () => {
    python(1);
    await assert.rejects(
      ensureMinistack(root, env),
      /^Error: pip install ministack==1\.5\.33 ended with exit code 1:\n {4}no such version$/,
    );
    assert(!installed());
  });
});
