import { hostname } from "node:os";
import type { Machine } from "./lock";

/** The machine that this process runs on. */
export const thisMachine: Machine = {
  host: hostname(),
  isRunning: (pid) => {
    try {
      // Signal 0 reaches nobody; it asks whether there is somebody (kill(2)).
      process.kill(pid, 0);
      return true;
    } catch (error) {
      // Anything but "no such process" means that there is one, of another user.
      return (error as NodeJS.ErrnoException).code !== "ESRCH";
    }
  },
};
