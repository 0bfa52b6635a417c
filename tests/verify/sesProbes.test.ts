import assert from "node:assert/strict";
import {
  CreateEmailIdentityCommand,
  CreateEmailTemplateCommand,
  GetAccountCommand,
  GetConfigurationSetCommand,
  GetEmailIdentityCommand,
  GetEmailTemplateCommand,
  PutConfigurationSetSendingOptionsCommand,
  PutSuppressedDestinationCommand,
  SendEmailCommand,
  TestRenderEmailTemplateCommand,
} from "@aws-sdk/client-sesv2";
import { parseSettings } from "../../settings/parse";
import { requestKept, sandboxAccount, sandboxList } from "../../verify/probes/account";
import { closedSet } from "../../verify/probes/closedSet";
import { zoneRecords } from "../../verify/probes/cloudflare";
import { freshStart } from "../../verify/probes/freshStart";
import { newIdentity, ownIdentity } from "../../verify/probes/identity";
import { rendering, templateStore } from "../../verify/probes/templates";
import { stackConfig } from "../settings/config";
import { VerifyWorld, refusal } from "./world";

const outcomes = (results: Record<string, { outcome: string }>) =>
  Object.fromEntries(Object.entries(results).map(([id, { outcome }]) => [id, outcome]));

describe("the closed set's probe", () => {
  const sending = (answers: Readonly<Record<string, string | undefined>>) => {
    const world = new VerifyWorld();
    world.ses.on(SendEmailCommand).callsFake(({ ConfigurationSetName = "none" }) => {
      const error = answers[ConfigurationSetName as string];
      if (error !== undefined) throw refusal(error);
      return { MessageId: "1" };
    });
    return world.tryOut(closedSet);
  };

  it("holds when only the canary's set lets the mail through", async () => {
    const seen = await sending({
      none: "SendingPausedException",
      "staging-closed": "SendingPausedException",
    });
    assert.deepEqual(outcomes(seen), { "unnamed-refused": "holds", "paused-set-refused": "holds" });
    assert.match(seen["unnamed-refused"]?.saw ?? "", /naming no set: refused as SendingPausedException/);
  });

  it("does not hold when unnamed mail is taken, or refused otherwise", async () => {
    assert.deepEqual(outcomes(await sending({ "staging-closed": "SendingPausedException" })), {
      "unnamed-refused": "does not hold",
      "paused-set-refused": "holds",
    });
    const other = await sending({ none: "MessageRejected", "staging-closed": "MessageRejected" });
    assert.equal(other["unnamed-refused"]?.outcome, "does not hold");
  });

  it("cannot tell when the open set refuses too, or the default set is another one", async () => {
    const all = "MessageRejected";
    const refused = await sending({ none: all, "staging-closed": all, "staging-canary": all });
    assert.equal(refused["unnamed-refused"]?.outcome, "could not tell");
    const world = new VerifyWorld();
    world.ses
      .on(GetEmailIdentityCommand)
      .resolves({ VerifiedForSendingStatus: true, ConfigurationSetName: "mine" });
    assert.equal((await world.tryOut(closedSet))["unnamed-refused"]?.outcome, "could not tell");
  });

  it("sends nothing while the domain is not verified", async () => {
    const world = new VerifyWorld();
    world.ses.on(GetEmailIdentityCommand).resolves({ VerifiedForSendingStatus: false });
    const { "unnamed-refused": found } = await world.tryOut(closedSet);
    assert.match(found?.saw ?? "", /not verified for sending yet/);
    assert.equal(world.ses.commandCalls(SendEmailCommand).length, 0);
  });
});

describe("the fresh start's probe", () => {
  const run = (resets: readonly boolean[]) => {
    const world = new VerifyWorld();
    let since = new Date("2026-11-25T09:00:00Z");
    world.ses.on(PutConfigurationSetSendingOptionsCommand).callsFake(({ SendingEnabled }) => {
      if (resets.includes(SendingEnabled as boolean)) since = new Date(since.getTime() + 1000);
      return {};
    });
    world.ses
      .on(GetConfigurationSetCommand)
      .callsFake(() => ({ ReputationOptions: { LastFreshStart: since } }));
    return world.tryOut(freshStart);
  };

  it("holds when sending that comes back starts anew, and only that", async () => {
    assert.equal((await run([true]))["fresh-start"]?.outcome, "holds");
    for (const resets of [[], [false], [true, false]])
      assert.equal((await run(resets))["fresh-start"]?.outcome, "does not hold");
  });
});

describe("the identities' probes", () => {
  it("want three tokens that are DNS labels in the first answer", async () => {
    const run = async (tokens: readonly string[] | undefined) => {
      const world = new VerifyWorld();
      world.ses.on(CreateEmailIdentityCommand).resolves({
        ...(tokens && { DkimAttributes: { Tokens: [...tokens] } }),
      });
      const { "dkim-tokens-at-once": found } = await world.tryOut(newIdentity);
      const [call] = world.ses.commandCalls(CreateEmailIdentityCommand);
      assert.equal(call?.args[0].input.EmailIdentity, "ses-verify-0123abcd-tokens.staging.listbackup.ai");
      return found?.outcome;
    };
    assert.equal(await run(["a1", "b2", "c3"]), "holds");
    for (const tokens of [undefined, ["a1"], ["a1", "b2", "c_3"]])
      assert.equal(await run(tokens), "does not hold");
  });

  it("compare the stack's own identity with the Region's zone, once DKIM is there", async () => {
    const run = async (zone: string | undefined, Status: "SUCCESS" | "PENDING", verified: boolean) => {
      const world = new VerifyWorld();
      world.ses.on(GetEmailIdentityCommand).resolves({
        VerifiedForSendingStatus: verified,
        DkimAttributes: { Status, SigningHostedZone: zone },
      });
      return outcomes(await world.tryOut(ownIdentity));
    };
    assert.deepEqual(await run("dkim.amazonses.com", "SUCCESS", true), {
      "dkim-zone": "holds",
      "verified-with-dkim": "holds",
    });
    assert.deepEqual(await run("dkim.us-east-1.amazonses.com", "SUCCESS", false), {
      "dkim-zone": "does not hold",
      "verified-with-dkim": "does not hold",
    });
    assert.deepEqual(await run(undefined, "PENDING", false), {
      "dkim-zone": "could not tell",
      "verified-with-dkim": "could not tell",
    });
  });
});

describe("the templates' probes", () => {
  const rendered = (render: (data: Readonly<Record<string, string>>) => string) => {
    const world = new VerifyWorld();
    world.ses.on(TestRenderEmailTemplateCommand).callsFake(({ TemplateData }) => ({
      RenderedTemplate: render(JSON.parse(TemplateData as string) as Record<string, string>),
    }));
    return world.tryOut(rendering);
  };
  const strict = (data: Readonly<Record<string, string>>, escape = (text: string) => text) => {
    if (data.name === undefined) throw refusal("BadRequestException");
    return `<p>Hello ${escape(data.name)} ${data.amazonSESUnsubscribeUrl ?? ""}</p>`;
  };

  it("hold when SES renders as the program does", async () => {
    assert.deepEqual(outcomes(await rendered((data) => strict(data))), {
      "render-unsubscribe-link": "holds",
      "render-refuses-missing": "holds",
      "render-escapes-nothing": "holds",
    });
  });

  it("do not hold when SES escapes, takes what lacks a value, or does not fill the link", async () => {
    const escaped = await rendered((data) => strict(data, (text) => text.replaceAll("<", "&lt;")));
    assert.equal(escaped["render-escapes-nothing"]?.outcome, "does not hold");
    const lax = await rendered((data) => `<p>Hello ${data.name ?? ""}`);
    assert.equal(lax["render-refuses-missing"]?.outcome, "does not hold");
    assert.equal(lax["render-unsubscribe-link"]?.outcome, "does not hold");
    const none = await rendered(() => {
      throw refusal("BadRequestException");
    });
    assert.deepEqual(outcomes(none), {
      "render-unsubscribe-link": "does not hold",
      "render-refuses-missing": "holds",
      "render-escapes-nothing": "could not tell",
    });
  });

  it("cannot tell when the template itself is refused", async () => {
    const world = new VerifyWorld();
    world.ses.on(CreateEmailTemplateCommand).rejects(refusal("LimitExceededException"));
    const { "render-unsubscribe-link": found } = await world.tryOut(rendering);
    assert.deepEqual(found?.saw, "it could not be tried: LimitExceededException");
  });

  it("ask version 2 for a template by the name that version 1 gave it", async () => {
    const world = new VerifyWorld();
    assert.equal((await world.tryOut(templateStore))["template-one-store"]?.outcome, "holds");
    const [call] = world.ses.commandCalls(GetEmailTemplateCommand);
    assert.match(call?.args[0].input.TemplateName ?? "", /^staging-(transactional|notifications|alerts)-/);
    world.ses.on(GetEmailTemplateCommand).rejects(refusal("NotFoundException"));
    assert.equal((await world.tryOut(templateStore))["template-one-store"]?.outcome, "does not hold");
  });
});

describe("the account's probes", () => {
  it("want the sandbox to refuse its list by the error that the operator's command knows", async () => {
    const run = async (error: string | undefined) => {
      const world = new VerifyWorld();
      if (error !== undefined) world.ses.on(PutSuppressedDestinationCommand).rejects(refusal(error));
      return (await world.tryOut(sandboxList))["sandbox-list"]?.outcome;
    };
    assert.equal(await run("BadRequestException"), "holds");
    assert.equal(await run("AccessDeniedException"), "does not hold");
    assert.equal(await run(undefined), "does not hold");
  });

  it("compare the sandbox with the limits that the stack gives out", async () => {
    const world = new VerifyWorld();
    assert.deepEqual(outcomes(await world.tryOut(sandboxAccount)), {
      "sandbox-limits": "holds",
      "no-review-unasked": "holds",
    });
    world.ses.on(GetAccountCommand).resolves({
      ProductionAccessEnabled: false,
      SendQuota: { Max24HourSend: 100, MaxSendRate: 1 },
      Details: { ReviewDetails: { Status: "PENDING" } },
    });
    assert.deepEqual(outcomes(await world.tryOut(sandboxAccount)), {
      "sandbox-limits": "does not hold",
      "no-review-unasked": "could not tell",
    });
    world.ses.on(GetAccountCommand).resolves({ ProductionAccessEnabled: true });
    assert.equal((await world.tryOut(sandboxAccount))["sandbox-limits"]?.outcome, "could not tell");
  });

  it("compare what AWS kept of a request with the stack file, and name nobody", async () => {
    const settings = parseSettings(stackConfig("prod"));
    const run = async (changes: Readonly<Record<string, unknown>>) => {
      const world = new VerifyWorld();
      world.ses.on(GetAccountCommand).resolves({
        Details: {
          MailType: "TRANSACTIONAL",
          WebsiteURL: settings.company.website,
          ContactLanguage: "EN",
          AdditionalContactEmailAddresses: [settings.company.contact],
          UseCaseDescription: "We send",
          ReviewDetails: { Status: "GRANTED" },
          ...changes,
        },
      });
      return outcomes(await world.tryOut(requestKept, settings));
    };
    assert.deepEqual(await run({}), { "use-case-kept": "holds", "details-kept": "holds" });
    assert.deepEqual(await run({ UseCaseDescription: undefined, WebsiteURL: "https://example.com" }), {
      "use-case-kept": "does not hold",
      "details-kept": "does not hold",
    });
    assert.deepEqual(await run({ ReviewDetails: undefined }), {
      "use-case-kept": "could not tell",
      "details-kept": "could not tell",
    });
  });
});

describe("Cloudflare's probe", () => {
  it("wants the filter to find what the whole zone has at and below the domain", async () => {
    const all = ["listbackup.ai", "staging.listbackup.ai", "_dmarc.staging.listbackup.ai"];
    const run = async (filtered: readonly string[], whole = all) => {
      const world = new VerifyWorld();
      world.zone = { names: async (endsWith) => (endsWith === undefined ? whole : filtered) };
      return (await world.tryOut(zoneRecords))["cloudflare-endswith"]?.outcome;
    };
    assert.equal(await run(all.slice(1)), "holds");
    assert.equal(await run(all.slice(2)), "does not hold");
    assert.equal(await run([], ["listbackup.ai"]), "could not tell");
    assert.equal(
      (await new VerifyWorld().tryOut(zoneRecords))["cloudflare-endswith"]?.outcome,
      "could not tell",
    );
  });
});
