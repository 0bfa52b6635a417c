import assert from "node:assert/strict";
import { dkimSigningZone, feedbackMxHost, SES_REGIONS, UnknownRegionError } from "../../mail/regions";

describe("mail/regions", () => {
  it("knows which Regions sign in a zone of their own", () => {
    const own = Object.keys(SES_REGIONS).filter((region) => dkimSigningZone(region) !== "dkim.amazonses.com");
    assert.deepEqual(own.sort(), [
      "af-south-1",
      "ap-northeast-3",
      "ap-south-2",
      "ap-southeast-3",
      "ap-southeast-5",
      "ca-west-1",
      "eu-central-2",
      "eu-south-1",
      "il-central-1",
      "me-central-1",
      "us-gov-east-1",
    ]);
    for (const region of own) assert.equal(dkimSigningZone(region), `dkim.${region}.amazonses.com`);
  });

  it("gives every Region a feedback host in amazonses.com", () => {
    assert.equal(feedbackMxHost("eu-west-1"), "feedback-smtp.eu-west-1.amazonses.com");
    for (const region of Object.keys(SES_REGIONS)) assert.match(feedbackMxHost(region), /\.amazonses\.com$/);
  });

  for (const region of ["us-east-3", "eu-west1", "", "constructor", "US-EAST-1", "mx-central-1"]) {
    it(`refuses ${JSON.stringify(region)} and lists what there is`, () => {
      for (const lookUp of [dkimSigningZone, feedbackMxHost]) {
        assert.throws(
          () => lookUp(region),
          (error) =>
            error instanceof UnknownRegionError && error.message.includes("ap-northeast-1, ap-northeast-2"),
        );
      }
    });
  }

  it("suggests near Regions", () => {
    assert.throws(() => dkimSigningZone("eu-west1"), /Did you mean eu-west-1/);
    assert.throws(
      () => dkimSigningZone("mars"),
      (error) => error instanceof Error && !/Did you/.test(error.message),
    );
  });
});
