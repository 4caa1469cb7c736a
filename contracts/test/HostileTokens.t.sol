// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ICampaignEscrow} from "../src/ICampaignEscrow.sol";
import {IRewardDistributor} from "../src/IRewardDistributor.sol";
import {TestToken} from "../src/TestToken.sol";
import {EscrowTest} from "./EscrowTest.sol";
import {FalseToken, FeeToken, ReentrantToken} from "./HostileTokens.sol";
import {Tree} from "./Tree.sol";

contract HostileTokensTest is EscrowTest {
    bytes32[] private empty;

    /// @dev One labeler has earned 40 of a campaign of 100.
    function credited(TestToken hostile) private returns (bytes32 id) {
        id = openCampaign(hostile, "hostile", 100);
        activate(1, Tree.rewardLeaf(labeler, address(hostile), 40), one(entry(id, 40, 0)));
    }

    function test_a_token_that_takes_a_fee_is_refused_at_the_door() public {
        FeeToken fee = new FeeToken();
        bytes32 id = openCampaign(fee, "before", 100);
        fee.switchOn();
        give(fee, requester, 200);
        bytes memory reason =
            abi.encodeWithSelector(ICampaignEscrow.NotPlain.selector, address(fee), uint256(100), uint256(99));
        vm.startPrank(requester);
        vm.expectRevert(reason);
        escrow.open("salt", requester, address(fee), 100, terms, closesAt, settleBy);
        vm.expectRevert(reason);
        escrow.topUp(id, 100);
    }

    function test_a_token_that_takes_a_fee_later_moves_no_credit_and_is_left_out() public {
        FeeToken fee = new FeeToken();
        bytes32 bad = openCampaign(fee, "bad", 100);
        bytes32 good = openCampaign("good", 100);
        fee.switchOn();
        ICampaignEscrow.EpochRoots memory s = due(1, 0, one(entry(bad, 50, 0)));
        vm.expectRevert(
            abi.encodeWithSelector(ICampaignEscrow.NotPlain.selector, address(fee), uint256(50), uint256(49))
        );
        escrow.activate(s, one(entry(bad, 50, 0)));
        credit(1, good, 30, 30);
        eq(escrow.campaign(bad).remaining, 100);
        eq(escrow.campaign(good).remaining, 70);
    }

    function test_a_token_that_says_false_is_refused_at_the_door() public {
        FalseToken token_ = new FalseToken();
        token_.switchOn();
        give(token_, requester, 100);
        vm.prank(requester);
        vm.expectRevert(abi.encodeWithSelector(SafeERC20.SafeERC20FailedOperation.selector, address(token_)));
        escrow.open("salt", requester, address(token_), 100, terms, closesAt, settleBy);
    }

    function test_a_token_that_says_false_later_pays_nobody_and_counts_nothing() public {
        FalseToken token_ = new FalseToken();
        credited(token_);
        token_.switchOn();
        vm.expectRevert(abi.encodeWithSelector(SafeERC20.SafeERC20FailedOperation.selector, address(token_)));
        distributor.claim(1, address(token_), labeler, 40, empty);
        IRewardDistributor.Account[] memory accounts = new IRewardDistributor.Account[](1);
        accounts[0] = IRewardDistributor.Account(labeler, 40, empty);
        distributor.claimMany(1, address(token_), accounts);
        eq(distributor.claimed(labeler, address(token_)), 0);
    }

    function reentered(ReentrantToken hostile) private view {
        require(hostile.called() && !hostile.succeeded(), "was not refused");
        eq(bytes32(hostile.answer()), bytes32(bytes4(keccak256("ReentrancyGuardReentrantCall()"))));
    }

    function test_a_deposit_can_not_be_counted_twice() public {
        ReentrantToken hostile = new ReentrantToken();
        bytes32 id = openCampaign(hostile, "first", 100);
        give(hostile, address(hostile), 100);
        give(hostile, requester, 100);
        hostile.arm(address(escrow), abi.encodeCall(ICampaignEscrow.topUp, (id, 100)), false);
        vm.prank(requester);
        escrow.open("second", requester, address(hostile), 100, terms, closesAt, settleBy);
        reentered(hostile);
        eq(hostile.balanceOf(address(escrow)), 200);
        eq(escrow.campaign(id).remaining, 100);
    }

    function test_a_refund_can_not_be_taken_twice() public {
        ReentrantToken hostile = new ReentrantToken();
        openCampaign(hostile, "other", 100);
        bytes32 id = openCampaign(hostile, "mine", 100);
        finalize(1, id);
        hostile.arm(address(escrow), abi.encodeCall(ICampaignEscrow.refund, (id)), false);
        escrow.refund(id);
        reentered(hostile);
        eq(hostile.balanceOf(address(escrow)), 100);
    }

    function test_a_claim_can_not_be_paid_twice() public {
        ReentrantToken hostile = new ReentrantToken();
        credited(hostile);
        hostile.mint(address(distributor), 100);
        bytes memory again = abi.encodeCall(IRewardDistributor.claim, (1, address(hostile), labeler, 40, empty));
        hostile.arm(address(distributor), again, false);
        distributor.claim(1, address(hostile), labeler, 40, empty);
        require(hostile.succeeded(), "a repeat pays nothing, it does not fail");
        eq(hostile.balanceOf(labeler), 40);
        eq(distributor.claimed(labeler, address(hostile)), 40);
    }

    function test_a_refused_transfer_keeps_what_was_claimed_within_it() public {
        ReentrantToken hostile = new ReentrantToken();
        bytes32 id = credited(hostile);
        activate(2, Tree.rewardLeaf(labeler, address(hostile), 60), one(entry(id, 20, 0)));
        bytes memory more = abi.encodeCall(IRewardDistributor.claim, (2, address(hostile), labeler, 60, empty));
        hostile.arm(address(distributor), more, true);
        IRewardDistributor.Account[] memory accounts = new IRewardDistributor.Account[](1);
        accounts[0] = IRewardDistributor.Account(labeler, 40, empty);
        distributor.claimMany(1, address(hostile), accounts);
        eq(distributor.claimed(labeler, address(hostile)), 20);
        eq(hostile.balanceOf(labeler), 20);
    }
}
