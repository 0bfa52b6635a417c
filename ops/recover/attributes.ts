import { readdirSync, rmSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/**
 * Removes what keeps a file backend from being read when the engine was killed at the wrong moment.
 *
 * Beside each of its files such a backend has one of attributes, `….attrs` (gocloud.dev/blob/fileblob). The file is
 * replaced in one step, its attributes are written in place: a kill in between leaves them empty, and from then on every
 * command ends with "failed to load checkpoint: EOF". Without attributes a file is read as it is.
 *
 * @param backend URL of the backend; only `file://` has attributes
 * @returns the files that were removed
 */
export function removeEmptyAttributes(backend: string): string[] {
  const folder = folderOf(backend);
  if (folder === undefined) return [];
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".attrs"))
    .map((file) => join(folder, file))
    .filter((file) => statSync(file).size === 0);
  for (const file of files) rmSync(file);
  return files;
}

/** The backend's own folder; as in `pulumi login`, `~` is the home folder. */
function folderOf(backend: string): string | undefined {
  const [, path] = /^file:\/\/([^?]*)/.exec(backend) ?? [];
  if (path === undefined) return undefined;
  return join(path.startsWith("~") ? join(homedir(), path.slice(1)) : path, ".pulumi");
}
