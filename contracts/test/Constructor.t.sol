// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICampaignEscrow} from "../src/ICampaignEscrow.sol";
import {Deploy} from "./Deploy.sol";
import {EscrowTest} from "./EscrowTest.sol";

contract ConstructorTest is EscrowTest {
    function refuses(ICampaignEscrow.Parameters memory p, bytes4 selector) private {
        try this.deploy(p) {
            revert("deployed");
        } catch (bytes memory reason) {
            eq(keccak256(reason), keccak256(abi.encodePacked(selector)));
        }
    }

    function deploy(ICampaignEscrow.Parameters memory p) external {
        Deploy.escrow(p);
    }

    function test_keeps_its_parameters() public view {
        eq(escrow.relay(), relay);
        eq(escrow.guardian(), guardian);
        eq(escrow.timelock(), timelock);
        eq(escrow.silence(), 14 days);
        eq(escrow.grace(), 1 days);
        eq(escrow.window(), 30 days);
        eq(escrow.receiptKey(1), receiptKey);
        eq(distributor.escrow(), address(escrow));
        eq(escrow.openRoot(), 0);
        eq(escrow.epochs().last, 0);
    }

    function test_refuses_nobody_as_relay_guardian_or_key() public {
        ICampaignEscrow.Parameters memory p = parameters();
        p.relay = address(0);
        refuses(p, ICampaignEscrow.ZeroAddress.selector);
        p = parameters();
        p.guardian = address(0);
        refuses(p, ICampaignEscrow.ZeroAddress.selector);
        p = parameters();
        p.receiptKey = address(0);
        refuses(p, ICampaignEscrow.ZeroAddress.selector);
    }

    function test_refuses_a_relay_that_guards_itself() public {
        ICampaignEscrow.Parameters memory p = parameters();
        p.guardian = relay;
        refuses(p, ICampaignEscrow.GuardianIsRelay.selector);
    }

    function test_refuses_short_or_unbalanced_times() public {
        ICampaignEscrow.Parameters memory p = parameters();
        p.silence = 14 days - 1;
        refuses(p, ICampaignEscrow.SilenceTooShort.selector);
        p = parameters();
        p.timelock = 0;
        refuses(p, ICampaignEscrow.TimelockOutOfRange.selector);
        p.timelock = 14 days / 4 + 1;
        refuses(p, ICampaignEscrow.TimelockOutOfRange.selector);
        p = parameters();
        p.grace = timelock - 1;
        refuses(p, ICampaignEscrow.GraceTooShort.selector);
        p = parameters();
        p.window = 30 days - 1;
        refuses(p, ICampaignEscrow.WindowTooShort.selector);
    }
}
