import assert from "node:assert/strict";
import { EmailTemplates } from "../../components/emailTemplates";
import { loadTemplates } from "../../mail/templates/load";
import { configurationSetName } from "../../mail/streams";
import { prodSender, shipped } from "../mail/templates/shipped";
import { synth } from "./synth";

const make = () =>
  new EmailTemplates("templates", {
    folder: loadTemplates(),
    company: prodSender().company,
    configurationSetOf: (stream) => configurationSetName("prod", stream),
  });

describe("EmailTemplates", () => {
  it("gives SES every mail of the company, named after its stream's configuration set", async () => {
    const { resources } = await synth(make);
    assert.deepEqual(
      resources
        .filter(({ type }) => type === "aws:ses/template:Template")
        .map(({ name, inputs }) => [name, inputs]),
      shipped().map(({ name, stream, subject, html, text }) => [
        `templates-${name}`,
        { name: `prod-${stream}-${name}`, subject, html, text },
      ]),
    );
    assert.equal(resources.length, shipped().length + 1);
  });

  it("tells the names in SES by template", async () => {
    let names: Record<string, string> = {};
    await synth(() => {
      for (const [template, output] of Object.entries(make().templateNames))
        output.apply((name) => (names = { ...names, [template]: name }));
    });
    assert.deepEqual(
      names,
      Object.fromEntries(shipped().map(({ name, stream }) => [name, `prod-${stream}-${name}`])),
    );
  });

  it("makes the same in a preview", async () => {
    const inputs = async (preview: boolean) => (await synth(make, { preview })).resources;
    assert.deepEqual(await inputs(true), await inputs(false));
  });

  it("is the parent of everything it makes", async () => {
    const { urns } = await synth(make);
    const children = urns.filter((urn) => urn.includes("aws:"));
    assert.equal(children.length, shipped().length);
    for (const urn of children)
      assert.match(urn, /ses-launch:index:EmailTemplates\$aws:ses\/template:Template/);
  });

  it("refuses a mail that asks for what the company does not have", async () => {
    const { layout, templates } = loadTemplates();
    const broken = templates.map((source) => ({ ...source, text: "[[company.fax]]" }));
    await assert.rejects(
      synth(
        () =>
          new EmailTemplates("templates", {
            folder: { layout, templates: broken },
            company: prodSender().company,
            configurationSetOf: (stream) => stream,
          }),
      ),
      /account-verification asks for \[\[company\.fax\]\]/,
    );
  });
});
