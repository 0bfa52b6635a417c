import assert from "node:assert/strict";
import { PassThrough } from "node:stream";
import { terminalConfirm, withYes } from "../../ops/confirm";
import { opsError } from "./ports";

describe("a confirmation", () => {
  const stream = (isTTY: boolean) => Object.assign(new PassThrough(), { isTTY });
  const asked = (isTTY: readonly [boolean, boolean], act: (input: PassThrough) => void) => {
    const [input, output] = [stream(isTTY[0]), stream(isTTY[1])];
    let shown = "";
    output.on("data", (chunk: Buffer) => {
      shown += chunk.toString();
    });
    const answer = terminalConfirm(input, output)("It cannot be taken back.", "prod");
    act(input);
    return answer.then((confirmed) => ({ confirmed, shown }));
  };

  for (const [typed, confirmed] of [
    ["prod\n", true],
    ["  prod \n", true],
    ["\n", false],
    ["y\n", false],
    ["production\n", false],
    ["Prod\n", false],
  ] as const)
    it(`${confirmed ? "is given" : "is not given"} by ${JSON.stringify(typed)}`, async () => {
      const answer = await asked([true, true], (input) => input.write(typed));
      assert.equal(answer.confirmed, confirmed);
      assert.match(answer.shown, /It cannot be taken back\.\s+Type prod to go on: /);
    });

  it("is not given by Ctrl-C, or where the input ends", async () => {
    assert.equal((await asked([true, true], (input) => input.write("\u0003"))).confirmed, false);
    assert.equal((await asked([true, true], (input) => input.end())).confirmed, false);
  });

  for (const isTTY of [
    [false, true],
    [true, false],
    [false, false],
  ] as const)
    it(`cannot be asked for without a terminal (${JSON.stringify(isTTY)}), and says what can`, async () => {
      const { exitCode, message } = await opsError(() => asked(isTTY, (input) => input.write("prod\n")));
      assert.equal(exitCode, 2);
      assert.match(message, /--yes prod/);
    });

  it("on the command line names the stack, and then nobody is asked", async () => {
    const nobody = () => Promise.reject(new Error("somebody was asked"));
    assert.equal(await withYes(nobody, "prod", "prod")("", "prod"), true);
    const { exitCode, message } = await opsError(() => withYes(nobody, "staging", "prod"));
    assert.equal(exitCode, 2);
    assert.match(message, /--yes is "staging": expected prod/);
    await assert.rejects(() => withYes(nobody, undefined, "prod")("", "prod"), /somebody was asked/);
  });
});
