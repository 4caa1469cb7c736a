// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICampaignEscrow} from "../src/ICampaignEscrow.sol";
import {EscrowTest} from "./EscrowTest.sol";

contract CampaignTest is EscrowTest {
    function test_open_takes_the_deposit_and_keeps_the_terms() public {
        give(token, other, 100);
        bytes32 id = escrow.campaignId(requester, "salt");
        vm.expectEmit(address(escrow));
        emit ICampaignEscrow.Opened(id, requester, address(token), 100, terms, closesAt, settleBy);
        vm.prank(other);
        eq(escrow.open("salt", requester, address(token), 100, terms, closesAt, settleBy), id);
        eq(token.balanceOf(address(escrow)), 100);
        ICampaignEscrow.Campaign memory c = escrow.campaign(id);
        eq(c.state, ICampaignEscrow.State.Active);
        eq(c.requester, requester);
        eq(c.token, address(token));
        eq(c.deposited, 100);
        eq(c.remaining, 100);
        eq(c.termsHash, terms);
        eq(c.openedAt, start);
        eq(c.closesAt, closesAt);
        eq(c.settleBy, settleBy);
    }

    function test_an_unknown_campaign_is_empty() public view {
        eq(escrow.campaign("unknown").state, ICampaignEscrow.State.None);
    }

    function test_open_refuses() public {
        bytes32 id = openCampaign("salt", 100);
        give(token, requester, 100);
        vm.startPrank(requester);
        vm.expectRevert(abi.encodeWithSelector(ICampaignEscrow.CampaignExists.selector, id));
        escrow.open("salt", requester, address(token), 1, terms, closesAt, settleBy);
        vm.expectRevert(ICampaignEscrow.ZeroAddress.selector);
        escrow.open("new", address(0), address(token), 1, terms, closesAt, settleBy);
        vm.expectRevert(ICampaignEscrow.ZeroAmount.selector);
        escrow.open("new", requester, address(token), 0, terms, closesAt, settleBy);
        vm.expectRevert(ICampaignEscrow.ClosesInThePast.selector);
        escrow.open("new", requester, address(token), 1, terms, start, settleBy);
        uint64 earliest = closesAt + 2 * timelock;
        vm.expectRevert(abi.encodeWithSelector(ICampaignEscrow.SettlesTooEarly.selector, earliest));
        escrow.open("new", requester, address(token), 1, terms, closesAt, earliest - 1);
        escrow.open("new", requester, address(token), 1, terms, closesAt, earliest);
    }

    function test_open_refuses_what_is_no_token() public {
        vm.expectRevert();
        escrow.open("salt", requester, address(0xdead), 1, terms, closesAt, settleBy);
    }

    function test_topUp_adds_to_an_active_campaign_from_anybody() public {
        bytes32 id = openCampaign("salt", 100);
        give(token, other, 50);
        vm.expectEmit(address(escrow));
        emit ICampaignEscrow.ToppedUp(id, other, 50);
        vm.prank(other);
        escrow.topUp(id, 50);
        eq(escrow.campaign(id).deposited, 150);
        eq(escrow.campaign(id).remaining, 150);
        eq(token.balanceOf(address(escrow)), 150);
    }

    function test_topUp_refuses() public {
        bytes32 id = openCampaign("salt", 100);
        vm.expectRevert(ICampaignEscrow.ZeroAmount.selector);
        escrow.topUp(id, 0);
        vm.expectRevert(
            abi.encodeWithSelector(ICampaignEscrow.NotActive.selector, bytes32("x"), ICampaignEscrow.State.None)
        );
        escrow.topUp("x", 1);
        finalize(1, id);
        vm.expectRevert(abi.encodeWithSelector(ICampaignEscrow.NotActive.selector, id, ICampaignEscrow.State.Final));
        escrow.topUp(id, 1);
    }

    function test_amend_changes_terms_and_extends_times() public {
        bytes32 id = openCampaign("salt", 100);
        vm.expectEmit(address(escrow));
        emit ICampaignEscrow.Amended(id, keccak256("better"), closesAt + 1, settleBy + 1);
        vm.prank(requester);
        escrow.amend(id, keccak256("better"), closesAt + 1, settleBy + 1);
        eq(escrow.campaign(id).termsHash, keccak256("better"));
        eq(escrow.campaign(id).closesAt, closesAt + 1);
        eq(escrow.campaign(id).settleBy, settleBy + 1);
    }

    function test_amend_refuses() public {
        bytes32 id = openCampaign("salt", 100);
        vm.prank(relay);
        vm.expectRevert(ICampaignEscrow.NotRequester.selector);
        escrow.amend(id, terms, closesAt, settleBy);
        vm.startPrank(requester);
        vm.expectRevert(ICampaignEscrow.TimesOnlyExtend.selector);
        escrow.amend(id, terms, closesAt - 1, settleBy);
        vm.expectRevert(ICampaignEscrow.TimesOnlyExtend.selector);
        escrow.amend(id, terms, closesAt, settleBy - 1);
        vm.expectRevert(abi.encodeWithSelector(ICampaignEscrow.SettlesTooEarly.selector, settleBy + 2 * timelock));
        escrow.amend(id, terms, settleBy, settleBy);
        vm.stopPrank();
        finalize(1, id);
        vm.prank(requester);
        vm.expectRevert(abi.encodeWithSelector(ICampaignEscrow.NotActive.selector, id, ICampaignEscrow.State.Final));
        escrow.amend(id, terms, closesAt, settleBy);
    }

    function test_a_closed_campaign_can_not_be_opened_again() public {
        bytes32 id = openCampaign("salt", 100);
        vm.warp(closesAt);
        vm.startPrank(requester);
        vm.expectRevert(ICampaignEscrow.ClosedAlready.selector);
        escrow.amend(id, terms, closesAt + 1, settleBy);
        escrow.amend(id, terms, closesAt, settleBy + 1);
    }

    function test_refund_pays_the_rest_of_a_final_campaign_to_its_requester() public {
        bytes32 id = openCampaign("salt", 100);
        credit(1, id, 30, 30);
        finalize(2, id);
        vm.expectEmit(address(escrow));
        emit ICampaignEscrow.Refunded(id, 70);
        vm.prank(other);
        escrow.refund(id);
        eq(token.balanceOf(requester), 70);
        ICampaignEscrow.Campaign memory c = escrow.campaign(id);
        eq(c.state, ICampaignEscrow.State.Refunded);
        eq(c.released, 30);
        eq(c.refunded, 70);
        eq(c.remaining, 0);
        vm.expectRevert(abi.encodeWithSelector(ICampaignEscrow.NotFinal.selector, id, ICampaignEscrow.State.Refunded));
        escrow.refund(id);
    }

    function test_refund_of_nothing_only_ends_the_campaign() public {
        bytes32 id = openCampaign("salt", 100);
        credit(1, id, 100, 100);
        finalize(2, id);
        escrow.refund(id);
        eq(token.balanceOf(requester), 0);
        eq(escrow.campaign(id).state, ICampaignEscrow.State.Refunded);
    }

    function test_refund_refuses_before_the_campaign_is_final() public {
        bytes32 id = openCampaign("salt", 100);
        vm.warp(settleBy + 365 days);
        vm.prank(requester);
        vm.expectRevert(abi.encodeWithSelector(ICampaignEscrow.NotFinal.selector, id, ICampaignEscrow.State.Active));
        escrow.refund(id);
    }
}
