/** Tells the rehearsal step by step, with how long each took. */
export class Story {
  constructor(private readonly print: (line: string) => void = console.log) {}

  chapter(title: string): void {
    this.print(`\n${title}`);
  }

  /**
   * Runs one step and tells its result in a line: what `run` answers, in a few words.
   *
   * @throws what `run` throws, after telling that the step failed
   */
  async step(title: string, run: () => Promise<string> | string): Promise<void> {
    const began = performance.now();
    const line = (mark: string, words: string) => {
      const seconds = ((performance.now() - began) / 1000).toFixed(1).padStart(5);
      this.print(`  ${mark} ${title.padEnd(34)} ${seconds} s  ${words}`.trimEnd());
    };
    try {
      line("✔", await run());
    } catch (error) {
      line("✘", "");
      throw error;
    }
  }
}
