// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICampaignEscrow} from "../src/ICampaignEscrow.sol";
import {IRewardDistributor} from "../src/IRewardDistributor.sol";
import {TestToken} from "../src/TestToken.sol";
import {ConservationHandler} from "./ConservationHandler.t.sol";

/// @dev The sum of the parts is the whole, after any sequence of steps.
contract ConservationTest {
    ConservationHandler private handler;
    ICampaignEscrow private escrow;
    IRewardDistributor private distributor;

    function setUp() external {
        handler = new ConservationHandler();
        (escrow, distributor) = handler.pair();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    function invariant_a_campaign_is_what_went_in_less_what_went_out() external view {
        for (uint256 i; i < handler.count(); ++i) {
            bytes32 id = handler.ids(i);
            ICampaignEscrow.Campaign memory c = escrow.campaign(id);
            require(c.deposited == handler.deposited(id), "deposited");
            require(c.released == handler.released(id), "released by something other than an activation");
            require(c.refunded == handler.refunded(id), "refunded");
            require(c.redeemed == 0, "redeemed");
            require(c.remaining + c.released + c.refunded == c.deposited, "remaining");
        }
    }

    function invariant_balances_are_the_sums() external view {
        for (uint256 t; t < 2; ++t) {
            TestToken token = handler.tokens(t);
            uint256 remaining;
            uint256 released;
            uint256 refunded;
            for (uint256 i; i < handler.count(); ++i) {
                ICampaignEscrow.Campaign memory c = escrow.campaign(handler.ids(i));
                if (c.token != address(token)) continue;
                remaining += c.remaining;
                released += c.released;
                refunded += c.refunded;
            }
            uint256 claimed;
            for (uint256 i; i < handler.crowdSize(); ++i) {
                address labeler = handler.labelerAt(i);
                uint256 own = distributor.claimed(labeler, address(token));
                require(token.balanceOf(labeler) == own, "a labeler has what it claimed");
                claimed += own;
            }
            require(handler.paid(token) == claimed, "claims pay labelers only");
            require(
                token.balanceOf(address(escrow)) == remaining + handler.donated(address(escrow), token), "escrow"
            );
            require(
                token.balanceOf(address(distributor))
                    == released - claimed + handler.donated(address(distributor), token),
                "distributor"
            );
            require(token.balanceOf(address(0x103)) == refunded, "refunds go to the requester");
        }
    }

    function invariant_nobody_claims_more_than_the_last_root_says() external view {
        uint32 last = escrow.epochs().last;
        for (uint256 i; i < 2 * handler.crowdSize(); ++i) {
            address token = address(handler.tokens(i % 2));
            require(distributor.claimed(handler.labelerAt(i / 2), token) <= handler.earned(last, i), "claimed");
        }
    }
}
