// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICampaignEscrow} from "../src/ICampaignEscrow.sol";
import {TestToken} from "../src/TestToken.sol";
import {EscrowTest} from "./EscrowTest.sol";

contract EpochTest is EscrowTest {
    bytes32 private constant reward = keccak256("reward");

    function test_submit_makes_pending_and_moves_nothing() public {
        bytes32 id = openCampaign("salt", 100);
        ICampaignEscrow.EpochRoots memory s = roots(1, reward, one(entry(id, 100, 0)));
        vm.expectEmit(address(escrow));
        emit ICampaignEscrow.Submitted(1, s, start + timelock);
        vm.prank(relay);
        escrow.submit(s);
        eq(escrow.epochs().pending, 1);
        eq(escrow.epochs().dueAt, start + timelock);
        eq(escrow.pendingHash(), keccak256(abi.encode(s)));
        eq(escrow.campaign(id).remaining, 100);
        eq(token.balanceOf(address(distributor)), 0);
        eq(distributor.rewardRoot(1), 0);
    }

    function test_submit_refuses() public {
        ICampaignEscrow.EpochRoots memory s = roots(1, reward, none());
        vm.expectRevert(ICampaignEscrow.NotRelay.selector);
        escrow.submit(s);
        vm.startPrank(relay);
        s.cut = start + 1;
        vm.expectRevert(ICampaignEscrow.CutInTheFuture.selector);
        escrow.submit(s);
        s.epoch = 0;
        vm.expectRevert(abi.encodeWithSelector(ICampaignEscrow.EpochNotLater.selector, uint32(0)));
        escrow.submit(s);
        vm.stopPrank();
        activate(3, reward, none());
        s = roots(3, reward, none());
        vm.prank(relay);
        vm.expectRevert(abi.encodeWithSelector(ICampaignEscrow.EpochNotLater.selector, uint32(3)));
        escrow.submit(s);
    }

    function test_submit_replaces_what_is_pending_and_the_timelock_starts_again() public {
        ICampaignEscrow.EpochRoots memory first = due(1, reward, none());
        due(2, keccak256("second"), none());
        vm.expectRevert(abi.encodeWithSelector(ICampaignEscrow.NotPending.selector, uint32(2)));
        escrow.activate(first, none());
        ICampaignEscrow.EpochRoots memory third = roots(2, keccak256("third"), none());
        vm.prank(relay);
        escrow.submit(third);
        vm.expectRevert(
            abi.encodeWithSelector(ICampaignEscrow.NotDue.selector, uint64(block.timestamp) + timelock)
        );
        escrow.activate(third, none());
    }

    function test_revoke_takes_the_pending_epoch_back_even_when_due() public {
        ICampaignEscrow.EpochRoots memory s = due(1, reward, none());
        vm.prank(relay);
        vm.expectRevert(ICampaignEscrow.NotGuardian.selector);
        escrow.revoke(1);
        vm.startPrank(guardian);
        vm.expectRevert(abi.encodeWithSelector(ICampaignEscrow.NotPending.selector, uint32(1)));
        escrow.revoke(2);
        vm.expectEmit(address(escrow));
        emit ICampaignEscrow.Revoked(1);
        escrow.revoke(1);
        vm.expectRevert(abi.encodeWithSelector(ICampaignEscrow.NotPending.selector, uint32(0)));
        escrow.revoke(0);
        vm.stopPrank();
        vm.expectRevert(abi.encodeWithSelector(ICampaignEscrow.NotPending.selector, uint32(0)));
        escrow.activate(s, none());
        activate(1, reward, none());
        eq(escrow.epochs().last, 1);
    }

    function test_activate_moves_the_credits_and_pins_the_roots() public {
        bytes32 id = openCampaign("salt", 100);
        ICampaignEscrow.Entry[] memory entries = one(entry(id, 60, 40));
        ICampaignEscrow.EpochRoots memory s = due(1, reward, entries);
        vm.expectEmit(address(escrow));
        emit ICampaignEscrow.Activated(1, reward, s.openRoot, s.statementHash);
        vm.prank(other);
        escrow.activate(s, entries);
        eq(escrow.campaign(id).released, 60);
        eq(escrow.campaign(id).remaining, 40);
        eq(token.balanceOf(address(escrow)), 40);
        eq(token.balanceOf(address(distributor)), 60);
        eq(distributor.rewardRoot(1), reward);
        eq(escrow.openRoot(), s.openRoot);
        eq(escrow.epochs().last, 1);
        eq(escrow.epochs().activatedAt, start + timelock);
        eq(escrow.epochs().pending, 0);
        vm.expectRevert(abi.encodeWithSelector(ICampaignEscrow.NotPending.selector, uint32(0)));
        escrow.activate(s, entries);
    }

    function test_an_empty_epoch_can_be_activated() public {
        ICampaignEscrow.EpochRoots memory s = roots(1, 0, none());
        s.openRoot = 0;
        vm.prank(relay);
        escrow.submit(s);
        vm.warp(block.timestamp + timelock);
        escrow.activate(s, none());
        eq(escrow.epochs().last, 1);
    }

    function test_a_later_epoch_leaves_earlier_roots_claimable() public {
        activate(1, reward, none());
        activate(7, keccak256("later"), none());
        eq(distributor.rewardRoot(1), reward);
        eq(distributor.rewardRoot(7), keccak256("later"));
    }

    function test_activate_refuses_what_was_not_submitted() public {
        bytes32 id = openCampaign("salt", 100);
        ICampaignEscrow.Entry[] memory entries = one(entry(id, 60, 40));
        ICampaignEscrow.EpochRoots memory s = due(1, reward, entries);
        entries[0].credit = 61;
        vm.expectRevert(ICampaignEscrow.EntriesMismatch.selector);
        escrow.activate(s, entries);
        vm.expectRevert(ICampaignEscrow.EntriesMismatch.selector);
        escrow.activate(s, none());
        s.rewardRoot = keccak256("mine");
        vm.expectRevert(ICampaignEscrow.RootsMismatch.selector);
        escrow.activate(s, entries);
    }

    function test_activate_refuses_before_it_is_due() public {
        ICampaignEscrow.EpochRoots memory s = due(1, reward, none());
        vm.warp(block.timestamp - 1);
        vm.expectRevert(abi.encodeWithSelector(ICampaignEscrow.NotDue.selector, start + timelock));
        escrow.activate(s, none());
    }

    function refuses(ICampaignEscrow.Entry[] memory entries, bytes memory reason) private {
        ICampaignEscrow.EpochRoots memory s = due(escrow.epochs().last + 1, reward, entries);
        vm.expectRevert(reason);
        escrow.activate(s, entries);
    }

    function test_activate_refuses_entries_that_do_not_hold() public {
        bytes32 id = openCampaign("salt", 100);
        refuses(
            one(entry(id, 60, 41)),
            abi.encodeWithSelector(ICampaignEscrow.ExceedsRemaining.selector, id, uint256(101), uint128(100))
        );
        refuses(
            one(entry(id, type(uint128).max, type(uint128).max)),
            abi.encodeWithSelector(
                ICampaignEscrow.ExceedsRemaining.selector, id, 2 * uint256(type(uint128).max), uint128(100)
            )
        );
        refuses(
            one(entry("x", 0, 0)),
            abi.encodeWithSelector(ICampaignEscrow.NotActive.selector, bytes32("x"), ICampaignEscrow.State.None)
        );
        ICampaignEscrow.Entry memory last = entry(id, 10, 1);
        last.isFinal = true;
        refuses(one(last), abi.encodeWithSelector(ICampaignEscrow.FinalWithOpen.selector, id));
        last.open = 0;
        refuses(one(last), abi.encodeWithSelector(ICampaignEscrow.FinalBeforeClose.selector, id));
        finalize(1, id);
        refuses(
            one(entry(id, 0, 0)),
            abi.encodeWithSelector(ICampaignEscrow.NotActive.selector, id, ICampaignEscrow.State.Final)
        );
    }

    function test_the_cut_decides_whether_a_campaign_was_closed() public {
        bytes32 id = openCampaign("salt", 100);
        ICampaignEscrow.Entry memory last = entry(id, 10, 0);
        last.isFinal = true;
        vm.warp(closesAt - 1);
        refuses(one(last), abi.encodeWithSelector(ICampaignEscrow.FinalBeforeClose.selector, id));
    }

    function test_a_campaign_stands_once_in_an_epoch_and_entries_are_sorted() public {
        bytes32 a = openCampaign("a", 100);
        bytes32 b = openCampaign("b", 100);
        if (a > b) (a, b) = (b, a);
        ICampaignEscrow.Entry[] memory entries = new ICampaignEscrow.Entry[](2);
        (entries[0], entries[1]) = (entry(a, 1, 99), entry(a, 99, 0));
        refuses(entries, abi.encodeWithSelector(ICampaignEscrow.EntriesNotAscending.selector, a));
        (entries[0], entries[1]) = (entry(b, 1, 0), entry(a, 1, 0));
        refuses(entries, abi.encodeWithSelector(ICampaignEscrow.EntriesNotAscending.selector, a));
        (entries[0], entries[1]) = (entry(a, 1, 0), entry(b, 2, 0));
        activate(1, reward, entries);
        eq(token.balanceOf(address(distributor)), 3);
    }

    function test_a_final_entry_names_the_dataset() public {
        bytes32 id = openCampaign("salt", 100);
        eq(escrow.dataset(id).contentHash, 0);
        vm.warp(closesAt);
        ICampaignEscrow.Entry memory last =
            ICampaignEscrow.Entry(id, 5, 0, true, keccak256("weights"), keccak256("content"));
        ICampaignEscrow.EpochRoots memory s = due(1, reward, one(last));
        vm.expectEmit(address(escrow));
        emit ICampaignEscrow.Finalized(id, keccak256("weights"), keccak256("content"));
        escrow.activate(s, one(last));
        eq(escrow.campaign(id).released, 5);
        eq(escrow.campaign(id).state, ICampaignEscrow.State.Final);
        eq(escrow.dataset(id).weightsRoot, keccak256("weights"));
        eq(escrow.dataset(id).contentHash, keccak256("content"));
    }

    function test_each_token_is_moved_by_its_sum() public {
        TestToken second = new TestToken();
        bytes32[] memory ids = new bytes32[](4);
        for (uint256 i; i < 4; ++i) ids[i] = openCampaign(i % 2 == 0 ? token : second, bytes32(i), 100);
        for (uint256 i; i < 4; ++i) {
            for (uint256 j = i + 1; j < 4; ++j) if (ids[j] < ids[i]) (ids[i], ids[j]) = (ids[j], ids[i]);
        }
        ICampaignEscrow.Entry[] memory entries = new ICampaignEscrow.Entry[](4);
        uint256 expected;
        for (uint128 i; i < 4; ++i) {
            entries[i] = entry(ids[i], i * 10, 0);
            if (escrow.campaign(ids[i]).token == address(token)) expected += i * 10;
        }
        activate(1, reward, entries);
        eq(token.balanceOf(address(distributor)), expected);
        eq(second.balanceOf(address(distributor)), 60 - expected);
    }

    function test_one_transaction_activates_and_submits() public {
        bytes32 id = openCampaign("salt", 100);
        ICampaignEscrow.Entry[] memory entries = one(entry(id, 60, 40));
        ICampaignEscrow.EpochRoots memory s = due(1, reward, entries);
        ICampaignEscrow.EpochRoots memory next = roots(2, keccak256("next"), none());
        vm.expectRevert(ICampaignEscrow.NotRelay.selector);
        escrow.activateAndSubmit(s, entries, next);
        vm.prank(relay);
        escrow.activateAndSubmit(s, entries, next);
        eq(escrow.epochs().last, 1);
        eq(escrow.epochs().pending, 2);
        eq(escrow.pendingHash(), keccak256(abi.encode(next)));
        eq(escrow.campaign(id).released, 60);
    }

    function test_a_root_that_can_not_be_activated_is_replaced() public {
        bytes32 id = openCampaign("salt", 100);
        refuses(
            one(entry(id, 101, 0)),
            abi.encodeWithSelector(ICampaignEscrow.ExceedsRemaining.selector, id, uint256(101), uint128(100))
        );
        activate(2, reward, one(entry(id, 100, 0)));
        eq(escrow.campaign(id).released, 100);
    }
}
