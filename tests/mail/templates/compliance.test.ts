import assert from "node:assert/strict";
import { COMPLIANCE_RULES, complianceFindings } from "../../../mail/templates/compliance";
import { SPOILED } from "./complianceTable";
import { prodSender, shipped, shippedTemplate } from "./shipped";

describe("compliance of templates", () => {
  for (const template of shipped())
    it(`holds for ${template.name}`, () => {
      assert.deepEqual(complianceFindings(template, prodSender()), []);
    });

  it("holds for every shipped template of another company", () => {
    const company = {
      name: 'Müller & "Söhne" <GmbH>',
      website: "https://www.mueller.example.co.uk/en/",
      postalAddress: "Platz 1,\r\n10115 Berlin",
    };
    const sender = { ...prodSender(), company };
    assert.deepEqual(
      shipped(company).flatMap((template) => complianceFindings(template, sender)),
      [],
    );
  });

  it("finds only the missing address where the company has none yet", () => {
    const { name, website } = prodSender().company;
    const sender = { ...prodSender(), company: { name, website } };
    for (const template of shipped(sender.company))
      assert.deepEqual(
        complianceFindings(template, sender).map(({ code }) => code),
        ["postal-address"],
      );
  });

  for (const { rule, how, of, template: change, sender: changeSender } of SPOILED)
    it(`${rule} alone notices: ${how} (${of})`, () => {
      const template = shippedTemplate(of);
      const sender = prodSender();
      const findings = complianceFindings(
        { ...template, ...change?.(template) },
        { ...sender, ...changeSender?.(sender) },
      );
      assert.deepEqual(
        findings.map(({ code }) => code),
        [rule],
        JSON.stringify(findings, undefined, 2),
      );
      assert(findings.every(({ message, mend }) => message !== "" && mend !== ""));
    });

  it("has a way to spoil every rule, and every code once", () => {
    const codes = COMPLIANCE_RULES.map(({ code }) => code);
    assert.equal(new Set(codes).size, codes.length);
    assert.deepEqual([...new Set(SPOILED.map(({ rule }) => rule))].sort(), [...codes].sort());
  });

  it("lets a notification show an image of the company's own and link to an address of its own", () => {
    const template = shippedTemplate("backup-completed");
    const more =
      '<img src="https://cdn.listbackup.ai/logo.png" width="200" alt="" /><a href="mailto:help@listbackup.ai">help</a>';
    const html = template.html.replace("</body>", `${more}</body>`);
    assert.deepEqual(complianceFindings({ ...template, html }, prodSender()), []);
  });

  it("lists everything that a rule has to say in one finding", () => {
    const template = shippedTemplate("password-reset");
    const text = `${template.text}\nhttps://example.com/a https://example.com/b`;
    const html = template.html.replace(
      "</body>",
      '<a href="https://example.com/a">a</a><a href="https://example.com/b">b</a></body>',
    );
    const findings = complianceFindings({ ...template, html, text }, prodSender());
    assert.equal(findings.length, 1);
    assert.match(findings[0]?.message ?? "", /example\.com\/a .*; .*example\.com\/b /);
  });
});
